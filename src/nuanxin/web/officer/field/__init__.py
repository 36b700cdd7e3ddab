"""The inspector's phone: check-lists and visits that work without a network."""
