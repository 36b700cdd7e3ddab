"""Urgent signs in a new clue: raised at once, at the top of the desk until a person has seen them."""
