"""`read_text`: a complaint's title and text to the fields of a clue, each with the words behind it (contracts.md)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.reading.plain_text import PlainText, plain_text
from nuanxin.rights.intake.reading.naming.employer_named import respondent_named
from nuanxin.rights.intake.reading.naming.named import Named
from nuanxin.rights.intake.reading.naming.place_named import place_named
from nuanxin.rights.intake.reading.naming.site_named import project_named
from nuanxin.rights.intake.reading.owed_figures import amount_owed, workers_owed
from nuanxin.rights.intake.reading.owed_months import months_owed
from nuanxin.rights.intake.reading.owing import Owing, owing
from nuanxin.rights.intake.reading.right_door import right_door
from nuanxin.rights.intake.reading.trade import trade_of
from nuanxin.rights.intake.reading.urgency import urgent_signs
from nuanxin.rights.intake.sectors import CONSTRUCTION, OTHER

Span = tuple[int, int]
Judge = Callable[[str, int], Owing]
RegionOf = Callable[[str], str | None]
_LONGEST_READ = 20_000
"""Signs read for names and figures; a complaint of ten pages has said who and how much by then. The rest is left out, and said so."""
_DAY = re.compile(r"\d{4}\D{1,2}\d{1,2}\D{1,2}\d{1,2}")


@dataclass(frozen=True)
class ComplaintReading:
    """What the text says. None: not said. Sums in 分, persons as persons, months YYYY-MM; spans count signs of `topic`+`\\n`+`text`."""

    is_wage_arrears: bool
    score: float
    right_channel: str
    sector: str
    persons: int | None = None
    persons_exact: bool = True
    amount_fen: int | None = None
    amount_exact: bool = True
    period: tuple[str | None, str | None] = (None, None)
    place: str | None = None
    region_code: str | None = None
    respondent: str | None = None
    project: str | None = None
    group: bool = False
    flags: tuple[str, ...] = ()
    evidence: dict[str, Span] = field(default_factory=dict)
    left_out: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The fields of contracts.md, ready for JSON."""
        return {
            "is_wage_arrears": self.is_wage_arrears,
            "score": self.score,
            "sector": self.sector,
            "persons": self.persons,
            "persons_exact": self.persons_exact,
            "amount_fen": self.amount_fen,
            "amount_exact": self.amount_exact,
            "period": list(self.period),
            "place": self.place,
            "region_code": self.region_code,
            "respondent": self.respondent,
            "project": self.project,
            "right_channel": self.right_channel,
            "group": self.group,
            "flags": list(self.flags),
            "evidence": {name: list(span) for name, span in self.evidence.items()},
            "left_out": self.left_out,
        }


def read_text(
    text: str,
    *,
    topic: str = "",
    time: date | str | None = None,
    judge: Judge = owing,
    region_of: RegionOf | None = None,
) -> ComplaintReading:
    """Read one complaint. `time` is the day of the message (for 去年, 至今); without it relative months are left out.

    `judge` decides whether pay is owed: the shipped rules, or a model that an office trained on its own ledger.
    Never raises on any text. Evidence spans are places in `joined(topic, text)`.
    """
    written = joined(topic, text)
    plain = plain_text(written[:_LONGEST_READ])
    title_end = len(plain_text(topic[:_LONGEST_READ]).text)
    judged = judge(plain.text, title_end)
    reading = _Reader(plain, title_end, judged, region_of).read(_day(time))
    left_out = max(0, len(written) - _LONGEST_READ)
    return ComplaintReading(**{**reading, "left_out": left_out})


def joined(topic: str, text: str) -> str:
    """Title and text as one; evidence counts in it."""
    return f"{topic}\n{text}" if topic else text


def _day(time: date | str | None) -> date | None:
    if time is None or isinstance(time, date):
        return time
    found = _DAY.search(time[:40])
    try:
        return parse_day("-".join(re.findall(r"\d+", found[0]))) if found else None
    except ValueError:
        return None


class _Reader:
    """One text on its way to a reading; evidence is gathered as the fields are found."""

    def __init__(self, plain: PlainText, title_end: int, judged: Owing, region_of: RegionOf | None) -> None:
        self.plain, self.text, self.title_end = plain, plain.text, title_end
        self.title = self.text[:title_end]
        self.judged, self.region_of = judged, region_of
        self.evidence: dict[str, Span] = {}

    def read(self, on: date | None) -> dict[str, Any]:
        arrears = self.judged.is_arrears
        self._saw("is_wage_arrears", self.judged.span if arrears else None)
        door, span = right_door(self.text, self.title, is_arrears=arrears)
        self._saw("right_channel", span)
        found: dict[str, Any] = {"is_wage_arrears": arrears, "score": self.judged.score, "right_channel": door}
        found |= self._figures(on) if arrears else {}
        found |= self._names() if arrears else {"sector": OTHER}
        persons_span = self.evidence.get("persons")
        signs = urgent_signs(self.text, found.get("persons"), persons_span)
        for name, where in signs.spans.items():
            self._saw(name, where)
        evidence = {name: self.plain.place(*where) for name, where in self.evidence.items()}
        return {**found, "group": signs.group, "flags": signs.flags, "evidence": evidence}

    def _figures(self, on: date | None) -> dict[str, Any]:
        found: dict[str, Any] = {}
        amount = amount_owed(self.text, self.title_end)
        if amount is not None:
            found |= {"amount_fen": amount.fen, "amount_exact": amount.exact}
            self._saw("amount_fen", (amount.start, amount.end))
        workers = workers_owed(self.text, self.title_end)
        if workers is not None:
            found |= {"persons": workers.count, "persons_exact": workers.exact}
            self._saw("persons", workers.span)
        months = months_owed(self.text, self.title_end, on) if on else None
        if months is not None:
            found["period"] = (str(months.first) if months.first else None, str(months.last) if months.last else None)
            self._saw("period", months.span)
        return found

    def _names(self) -> dict[str, Any]:
        respondent = respondent_named(self.text, self.title_end)
        sector, span = trade_of(self.text, self.title, respondent.name if respondent else "")
        project = project_named(self.text, self.title_end, respondent) if sector == CONSTRUCTION else None
        place = place_named(self.text, project, respondent)
        self._saw("sector", span)
        code = self.region_of(place.name) if place and self.region_of else None
        return {
            "sector": sector,
            "respondent": self._named("respondent", respondent),
            "project": self._named("project", project),
            "place": self._named("place", place),
            "region_code": code,
        }

    def _named(self, name: str, named: Named | None) -> str | None:
        if named is None:
            return None
        self._saw(name, named.span)
        return named.name

    def _saw(self, name: str, span: Span | None) -> None:
        if span is not None:
            self.evidence[name] = span
