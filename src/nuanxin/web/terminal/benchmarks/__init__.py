"""Benches: each prints its figures, and the ratio to a peer measured in the same run beside the limit."""
