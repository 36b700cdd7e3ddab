"""The outline of a kind of paper: one YAML each in outlines/, read strictly. A further kind is a further file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from nuanxin.foundation.common.errors import NotFound

FOLDER = Path(__file__).parent / "outlines"
FACT, FIGURE = re.compile(r"\{([a-z_]+)\}"), re.compile(r"\[([a-z_]+)\]")
# What every paper may name of its campaign and window.
FACTS = frozenset(
    [
        "campaign",
        "campaign_number",
        "matter",
        "as_filed",
        "cause",
        "words",
        "answer_by",
        "region",
        "unit",
        "period",
        "day",
        "subject",
        "addressees",
        "goals",
        "basis",
        "above_title",
        "above_number",
        "above_issuer",
    ]
)
ListOf = Literal[
    "areas", "units", "late_shares", "settlements", "tasks", "milestones", "ordered_figures", "practices",
    "late_clues", "other_clues", "step_shares", "steps_before",
]  # fmt: skip
LIST_FACTS: dict[str, frozenset[str]] = {
    "areas": frozenset({"name"}),
    "units": frozenset({"name"}),
    "late_shares": frozenset({"name", "task", "due"}),
    "settlements": frozenset({"name", "sector", "way", "days"}),
    "tasks": frozenset({"task", "bodies", "due"}),
    "milestones": frozenset({"task", "due", "sender", "receiver"}),
    "ordered_figures": frozenset({"name", "measure", "said"}),
    "practices": frozenset({"name", "heading", "text"}),
    "late_clues": frozenset({"number", "name", "received", "due"}),
    "other_clues": frozenset({"number", "name", "received", "state"}),
    "step_shares": frozenset({"task", "due"}),
    "steps_before": frozenset({"on", "rung", "words", "answer"}),
}
# Figures that the rows of a list bring with them.
LIST_FIGURES: dict[str, frozenset[str]] = {
    "settlements": frozenset({"persons", "amount"}),
    "late_shares": frozenset({"days_late"}),
    "late_clues": frozenset({"days_late", "persons", "amount"}),
    "other_clues": frozenset({"persons", "amount"}),
    "step_shares": frozenset({"days_late"}),
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FigureSpec(_Strict):
    """How a figure is counted: a counter of the book, something of the campaign, of the services or
    of the step that the paper is on, or two figures set against each other.

    `over`: the paper's own window, the stretch of the same length before it, or all since the campaign began.
    """

    counter: str = ""
    campaign: str = ""
    service: str = ""
    step: str = ""
    share: tuple[str, str] | None = None
    change: tuple[str, str] | None = None
    where: dict[str, str] = {}
    over: Literal["window", "before", "whole"] = "window"
    label: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> FigureSpec:
        if sum(map(bool, (self.counter, self.campaign, self.service, self.step, self.share, self.change))) != 1:
            raise ValueError("a figure has one of counter, campaign, service, step, share, change")
        return self


class ListSpec(_Strict):
    """Rows that a part repeats over; `only` keeps those where that figure is not nought, `by` puts the largest first."""

    of: ListOf
    figures: dict[str, FigureSpec] = {}
    only: str = ""
    by: str = ""
    limit: int = 0


class PartSpec(_Strict):
    """A paragraph (or heading of a level), once or for each row of a list; or a table with a row for each."""

    text: str = ""
    level: Literal[0, 1, 2, 3] = 0
    each: str = ""
    empty: str = ""
    when: str = ""
    table: str = ""
    head: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


class Outline(_Strict):
    """A kind of paper. `window` is what the person chooses: a month, or any stretch. `up`: goes to the organ above.
    `rung`: it is drafted from a step of that rung of the ladder, not chosen from the list."""

    key: str
    name: str
    title: str
    addressees: str
    copied_to: str = ""
    window: Literal["month", "stretch"] = "stretch"
    asks_subject: bool = False
    rung: str = ""
    up: bool = False
    figures: dict[str, FigureSpec] = {}
    lists: dict[str, ListSpec] = {}
    outline: tuple[PartSpec, ...]

    @model_validator(mode="after")
    def _all_known(self) -> Outline:
        for text in (self.title, self.addressees, self.copied_to):
            _check(self, text, FACTS, frozenset())
        for part in self.outline:
            if part.when and part.when not in self.lists:
                raise ValueError(f"{self.key}: no list {part.when}")
            facts, figures = FACTS, frozenset(self.figures)
            if part.each:
                of = self.lists[part.each]
                facts = FACTS | LIST_FACTS[of.of]
                figures |= frozenset(of.figures) | LIST_FIGURES.get(of.of, frozenset())
            if len(part.head) != len(part.cells) or bool(part.table) != bool(part.cells):
                raise ValueError(f"{self.key}: a table has a title and as many cells as heads")
            for text in (part.text, *part.cells):
                _check(self, text, facts, figures)
            _check(self, part.empty, FACTS, frozenset(self.figures))
        return self


def _check(of: Outline, text: str, facts: frozenset[str], figures: frozenset[str]) -> None:
    unknown = (set(FACT.findall(text)) - facts) | (set(FIGURE.findall(text)) - figures)
    if unknown:
        raise ValueError(f"{of.key}: {sorted(unknown)} in “{text[:30]}” is neither a fact nor a figure of it")


@cache
def outline(key: str) -> Outline:
    """The outline of a kind; NotFound where there is none, ValueError where the file is faulty."""
    path = FOLDER / f"{key}.yaml"
    if not re.fullmatch(r"[a-z_]+", key) or not path.is_file():
        raise NotFound("没有这种公文", why=f"没有“{key}”的提纲", remedy="请从“起草”页面选择种类")
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Outline.model_validate({**raw, "key": key})


def outlines() -> list[Outline]:
    """Every kind of paper there is, by name of its file."""
    return [outline(path.stem) for path in sorted(FOLDER.glob("*.yaml"))]


def on_campaigns() -> list[Outline]:
    """The kinds that are drafted on a campaign."""
    return [of for of in outlines() if not of.rung]


def on_rung(rung: str) -> Outline | None:
    """The kind that is drafted from a rung; of the milder ones there is none."""
    return next((of for of in outlines() if of.rung == rung), None)
