"""Clues at the officer's desk: ledger, record, acts, the counter form, reception days."""
