"""A reader taught by an office's own closed clues."""
