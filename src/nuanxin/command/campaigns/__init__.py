"""Campaigns: a notice from above taken in, read, checked, and carried out by the units that it orders."""
