"""Which visits are due when, and whether they were made."""
