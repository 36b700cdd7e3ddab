"""Hardship relief (临时救助) found inside claims and referred to civil affairs at the place where the need is."""
