"""集中接访: which leader receives workers on which day, and what came of it (DZ-13)."""
