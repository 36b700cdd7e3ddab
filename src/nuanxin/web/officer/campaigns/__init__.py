"""Campaigns at the officer's desk: opened, sent, received, passed on, tasks divided and done."""
