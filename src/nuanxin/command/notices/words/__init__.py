"""Forms of words by which notices speak, as data: an expert adds one without touching the rules."""
