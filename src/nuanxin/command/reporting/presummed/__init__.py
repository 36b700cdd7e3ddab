"""Counters: the winter form of every area summed beforehand, equal to a recount, read by one look-up."""
