"""Which doors are open for a claim, the time left at each, what to bring, by which article."""
