"""How a clue stood before it changed, so that a figure as of an earlier day stays what it was."""
