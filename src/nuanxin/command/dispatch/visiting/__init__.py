"""Visits to slow areas, research and spot checks (CA-11, DZ-17): planned, found, answered, closed."""
