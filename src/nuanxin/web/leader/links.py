"""Addresses of the rows behind the numbers of the leader's door."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse


def link_to(code: str, kind: str, *, own: bool = False, unit: int | None = None) -> str:
    """The clues behind a number of the board."""
    query = {"kind": kind} | ({"level": "own"} if own else {}) | ({"unit": str(unit)} if unit else {})
    return f"{reverse('leader:behind', args=[code])}?{urlencode(query)}"


def warnings_url(code: str, **asked: str | Sequence[str]) -> str:
    """The ledger of warnings behind a number."""
    query: dict[str, str | Sequence[str]] = {"region": code} | {key: value for key, value in asked.items() if value}
    return f"{reverse('officer:warnings')}?{urlencode(query, doseq=True)}"
