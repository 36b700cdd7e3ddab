"""Forms at the officer's door: look at any area and day, open a cell, fill, file, return, accept, lock."""
