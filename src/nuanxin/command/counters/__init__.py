"""Counters: what can be counted, each once, with its definition and the rows behind it; forms, indicators and rankings name them."""
