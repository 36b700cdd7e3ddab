"""Notices from above at the officer's desk: taken in, read by the machine, gone over by a person."""
