"""Rows of this idea."""
