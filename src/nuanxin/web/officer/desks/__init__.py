"""The desks of other bodies: opening their own files on a clue, their lists, another officer for a file."""
