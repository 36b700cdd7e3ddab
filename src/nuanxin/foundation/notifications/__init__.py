"""Outbox and the adapters that carry a message out of the house."""
