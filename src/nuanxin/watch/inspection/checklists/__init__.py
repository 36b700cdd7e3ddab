"""Check-lists as dated data, and the answers that belong to a visit."""
