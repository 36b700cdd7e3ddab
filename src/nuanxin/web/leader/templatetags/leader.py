"""Links behind the board's numbers, and who answers for an area."""

from __future__ import annotations

from django import template

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Unit
from nuanxin.foundation.organisations.receiving import head_of
from nuanxin.web.leader.links import link_to
from nuanxin.web.leader.links import warnings_url as _warnings_url

register = template.Library()


@register.simple_tag
def behind(code: str, kind: str, own: bool = False) -> str:
    """The address of the clues behind a number."""
    return link_to(code, kind, own=own)


@register.simple_tag
def behind_age(code: str, band: int, own: bool = False) -> str:
    return link_to(code, f"age_{band}", own=own)


@register.simple_tag
def answers_for(code: str) -> str:
    """Name and telephone of whoever answers for an area: its bureau's head of inspection."""
    unit = Unit.objects.filter(region=code, kind=UnitKind.HRSS).first()
    head = head_of(unit) if unit else None
    return f"{head.name} {head.phone}".strip() if head else "未明确"


@register.simple_tag
def warnings_url(code: str, grade: str) -> str:
    """The open warnings of a colour in an area."""
    return _warnings_url(code, grade=grade, open="1")


@register.simple_tag
def overdue_url(code: str) -> str:
    """The warnings of an area whose date has passed."""
    return _warnings_url(code, overdue="1")
