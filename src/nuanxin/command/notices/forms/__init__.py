"""Blank tables of annexes as form definitions; filled tables as tasks."""
