"""A report of unpaid wages, one question a screen, kept sealed until it is sent."""
