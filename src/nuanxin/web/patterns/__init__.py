"""The patterns that every door shares: frame, list, record, form, print."""
