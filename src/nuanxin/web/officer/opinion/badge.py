"""The number beside the menu's line: answers of the person's places that are past their limit."""

from __future__ import annotations

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.opinion.figures import timing
from nuanxin.watch.opinion.seeing import items_for


def late_answers(staff: Staff) -> int:
    """Asked on every page, so one count."""
    return items_for(staff).filter(timing(occasion.now())["overdue"], lead__isnull=True).count()
