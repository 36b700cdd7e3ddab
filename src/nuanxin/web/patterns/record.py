"""The record pattern: one file on one page — head, acts allowed now, sections, facts at the side, timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nuanxin.web.patterns.lights import Light


@dataclass(frozen=True)
class Act:
    """One act on the file. A disabled act stays visible with the reason why; a rarer one (`more`) waits in a menu."""

    label: str
    url: str
    enabled: bool = True
    why_not: str = ""
    primary: bool = False
    icon: str = ""
    more: bool = False


@dataclass(frozen=True)
class Owner:
    """The named person who answers for the file."""

    name: str
    phone: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Fact:
    """A line of facts: label and written value, where wanted with a link; `kind` money writes 分 as 元, long takes the whole line."""

    label: str
    value: Any
    url: str = ""
    kind: str = "text"


@dataclass(frozen=True)
class Paper:
    """A paper or attachment named in the timeline."""

    label: str
    url: str


@dataclass(frozen=True)
class Event:
    """One line of the timeline. `recorded_at` is shown where it is another day than `occurred_on`."""

    occurred_on: date | datetime
    what: str
    who: str = ""
    text: str = ""
    papers: tuple[Paper, ...] = ()
    recorded_at: datetime | None = None
    icon: str = "dot"

    @property
    def late_entry(self) -> bool:
        """Whether the event was entered on a later day than it happened."""
        if self.recorded_at is None:
            return False
        day = self.occurred_on.date() if isinstance(self.occurred_on, datetime) else self.occurred_on
        return self.recorded_at.date() > day

    @property
    def has_time(self) -> bool:
        return isinstance(self.occurred_on, datetime)


@dataclass(frozen=True)
class WhyStep:
    """One step of “为什么是这一天”: the day reached, in words, and the article."""

    text: str
    day: date | None = None
    cites: str = ""


@dataclass(frozen=True)
class Due:
    """A due day with its light and its reasons."""

    label: str
    day: date | None
    light: Light
    why: tuple[WhyStep, ...] = ()


@dataclass(frozen=True)
class Section:
    """One tab: `template` is included with the page's context. Tabs are links (`?tab=key`), so they work without scripts."""

    key: str
    label: str
    template: str
    count: int | None = None


@dataclass(frozen=True)
class Record:
    """A file as shown to one viewer."""

    number: str
    title: str
    state: str
    owner: Owner | None = None
    due: tuple[Due, ...] = ()
    acts: tuple[Act, ...] = ()
    facts: tuple[Fact, ...] = ()
    side: tuple[tuple[str, tuple[Fact, ...]], ...] = ()
    events: tuple[Event, ...] = ()
    sections: tuple[Section, ...] = ()
    marks: tuple[str, ...] = field(default=())

    @property
    def more_acts(self) -> list[Act]:
        """The acts that wait in the menu."""
        return [act for act in self.acts if act.more and act.enabled]


def record_page(
    request: HttpRequest,
    record: Record,
    *,
    crumbs: Sequence[tuple[str, str]] = (),
    template: str = "patterns/record.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Draw the file; an unknown tab shows the first."""
    asked = request.GET.get("tab", "")
    section = next((s for s in record.sections if s.key == asked), record.sections[0] if record.sections else None)
    drawn = {"record": record, "section": section, "crumbs": crumbs, "title": record.title, **(context or {})}
    return render(request, template, drawn)
