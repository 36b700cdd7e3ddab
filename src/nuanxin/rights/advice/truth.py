"""Yes, no, not known. Taking knowledge away never turns an unknown into an answer (Kleene's strong logic)."""

from __future__ import annotations

Truth = bool | None


def both(*parts: Truth) -> Truth:
    """No where one is no; yes where all are yes; else not known."""
    if any(part is False for part in parts):
        return False
    return None if any(part is None for part in parts) else True


def either(*parts: Truth) -> Truth:
    """Yes where one is yes; no where all are no; else not known."""
    if any(part is True for part in parts):
        return True
    return None if any(part is None for part in parts) else False


def no(part: Truth) -> Truth:
    """The opposite; what is not known stays so."""
    return None if part is None else not part


def unless_no(part: Truth) -> Truth:
    """For what may still be put right: a no counts as not settled yet."""
    return True if part else None
