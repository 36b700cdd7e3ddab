"""Wage tables invented at every size with their truth beside, and what is measured on them."""
