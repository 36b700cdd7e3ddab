"""Benches of finding what belongs together: while somebody types, and in the whole ledger at once."""
