"""Benches of reading free text."""
