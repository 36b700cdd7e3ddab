"""How rows get into a table where `save` would be felt: one appended, many poured."""
