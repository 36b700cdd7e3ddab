"""The officer's door: desk, ledger, clue, case, duplicates, forms, search."""
