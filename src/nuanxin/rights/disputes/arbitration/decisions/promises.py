"""The service targets of wage arbitration beside the statute: filed the same day, one notice of everything, ended in thirty days. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.law.deadlines import due
from nuanxin.foundation.law.terms import MissingFigure
from nuanxin.rights.cases.procedures.choosing import LawAt, Taken

_ENDED = ("award_final", "award_nonfinal", "mediation_effective", "withdrawn", "applicant_default")
# promise → the step it counts from, the steps that must all stand, the steps one of which is enough
_WATCHED: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("arb.fast_2019.file", "application", ("accept",), ()),
    ("arb.fast_2019.notice", "accept", ("claim_served", "panel"), ()),
    ("arb.fast_2023", "accept", (), _ENDED),
)


@dataclass(frozen=True)
class Promised:
    """One target: its name and article, the day by which, the day on which it was met."""

    name: str
    cites: str
    due_on: date | None
    met_on: date | None

    def broken(self, on: date) -> bool:
        """Whether the day has passed without it, or before it was met."""
        return self.due_on is not None and (self.met_on or on) > self.due_on


def promises(taken: Sequence[Taken], *, law: LawAt) -> tuple[Promised, ...]:
    """The targets that have begun to run."""
    found = []
    for key, start, every, one_of in _WATCHED:
        begun = next((done.on for done in taken if done.step == start), None)
        if begun is None:
            continue
        try:
            name = law.law.promise(key, law.place, on=begun).name
        except MissingFigure:  # nobody had promised it yet on that day
            continue
        answer = due(key, start=begun, place=law.place, law=law.law, calendar=law.calendar)
        days = [next((done.on for done in taken if done.step == step), None) for step in every]
        met = max(day for day in days if day) if every and all(days) else None
        if one_of:
            met = next((done.on for done in taken if done.step in one_of), None)
        found.append(Promised(name, answer.citation, answer.last_day, met))
    return tuple(found)
