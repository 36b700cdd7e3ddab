"""What a campaign has to show, counted from the ledger by the book of counters."""
