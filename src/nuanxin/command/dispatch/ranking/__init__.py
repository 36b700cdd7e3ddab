"""Rankings with honest denominators, open to the ranked county, which may appeal (ST-10, DZ-17)."""
