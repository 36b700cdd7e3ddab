"""Letters by which a unit asks another, near or far, to help with a clue."""
