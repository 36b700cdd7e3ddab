"""Duplicates of clues: keys that find them, a score that explains them, a queue in which a person decides.

A key is a hint and never a verdict: keys may be stale or coincide, the score always looks at the facts themselves.
"""
