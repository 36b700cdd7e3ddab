"""The end of a clue, told to the reporter with the right door; and the ways back when it was not the end."""

from nuanxin.rights.intake.answer.closing import RIGHT_DOORS, close_clue, end_clue, withdraw_clue
from nuanxin.rights.intake.answer.messages import say_to_reporter
from nuanxin.rights.intake.answer.reopening import raise_clue, reopen_clue

__all__ = [
    "RIGHT_DOORS",
    "close_clue",
    "end_clue",
    "raise_clue",
    "reopen_clue",
    "say_to_reporter",
    "withdraw_clue",
]
