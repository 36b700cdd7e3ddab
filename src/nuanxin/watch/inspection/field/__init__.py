"""Visits filled in on a phone without a network, brought home without loss and without doubles."""
