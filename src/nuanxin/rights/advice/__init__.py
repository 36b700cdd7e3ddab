"""The next-step adviser: from the facts of a clue, which doors are open, how long, at what cost, by which article. It decides nothing."""
