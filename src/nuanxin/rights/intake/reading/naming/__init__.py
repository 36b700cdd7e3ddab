"""Employers, sites and places as running text names them."""
