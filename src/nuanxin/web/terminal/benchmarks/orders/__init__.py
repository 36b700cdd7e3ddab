"""Benches of what campaigns and dispatch count."""
