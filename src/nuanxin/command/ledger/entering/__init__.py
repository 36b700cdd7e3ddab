"""Rows into the ledger: clues, parties, dated facts; in bulk, each once, corrections as new rows."""
