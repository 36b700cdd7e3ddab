"""Numbers, papers (PDF and Word) and their service on the party."""
