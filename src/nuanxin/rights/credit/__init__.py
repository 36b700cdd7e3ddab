"""Dishonest-employer list, public notice of serious violations, repair, honour lists."""
