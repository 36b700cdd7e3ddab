"""Template tags of the patterns."""
