"""Typical practices (典型经验): short texts, shown beyond the unit only after a check for persons' data."""
