"""Working calendar, terms, thresholds, citations: dated data by act, and the arithmetic of deadlines. No Django."""
