"""What this part of the room tells the cases when the house opens: its procedures, papers and effects."""

from __future__ import annotations


def ready() -> None:
    """Called once by the app; imports inside, for models exist only then."""
