"""Clearing to zero (动态清零, DZ-01): what is still open on a day, how old, whose, and whether it will be closed in time."""
