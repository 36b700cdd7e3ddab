"""Campaigns that ship ready: the five seeds as plans, opened for a year of one's own in minutes."""
