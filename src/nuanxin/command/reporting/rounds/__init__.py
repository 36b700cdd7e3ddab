"""Rounds of a form: called in by the level above, moved to a new version, filled in by the units below."""
