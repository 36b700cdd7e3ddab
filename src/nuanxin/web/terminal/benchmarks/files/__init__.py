"""Benches of files and papers."""
