"""Responsible persons, plans, random draw, findings, service to firms at the officer's desk."""
