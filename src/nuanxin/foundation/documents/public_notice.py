"""公告送达 (民事诉讼法 art. 95): the period after which a paper counts as served, and the day on which it is over.

The shipped figure is not confirmed, so it is not used: a place enters `term.insp.serve.public_notice` once a lawyer has
read the article. Without it no day is reckoned and no announcement printed; the officer's own day is taken, and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.law.book import BadParameters, Law
from nuanxin.foundation.law.deadlines import Deadline, due
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.foundation.organisations.working_days import calendar_for

TERM = "insp.serve.public_notice"
SETTING = f"term.{TERM}"


@dataclass(frozen=True)
class NoticePeriod:
    """`over`: the day on which the paper counts as served; None with `missing` saying what has to be entered."""

    over: date | None
    period: str = ""
    missing: str = ""
    explanation: tuple[str, ...] = ()


def notice_period(*, sent_on: date, region: str) -> NoticePeriod:
    """The period of a notice posted on that day in that place."""
    found = _reckoned(sent_on, region)
    if found.last_day is None:
        return NoticePeriod(None, missing=found.missing)
    return NoticePeriod(found.last_day, found.term.amount if found.term else "", explanation=found.explanation)


def _reckoned(sent_on: date, region: str) -> Deadline:
    law = _law(region, sent_on)
    return due(TERM, start=sent_on, place=region, law=law, calendar=calendar_for(region))


def _law(region: str, on: date) -> Law:
    """The law book with what the place has entered; a faulty entry is as none."""
    book, entered = Law.load(), local_setting(SETTING, region, on)
    if entered is None or not isinstance(entered[0], dict):
        return book
    record = book.terms[TERM]
    value = {**entered[0], "place": region[:6], "cites": "民诉法 95", "verified": "local", "confidence": "H"}
    events = {"key": TERM, "name": record.name, "start_event": record.start_event, "stop_event": record.stop_event}
    try:
        return Law.load([{"terms": [{**events, "values": [value]}]}])
    except BadParameters:
        return book
