"""Dispatch: what is slow, whose it is, what was promised, who is called in."""
