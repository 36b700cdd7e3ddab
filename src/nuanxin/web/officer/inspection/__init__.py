"""Inspection at the officer's desk: visits and what was found."""
