"""Regions, units, staff, posts, duties and the one place where rights are decided."""
