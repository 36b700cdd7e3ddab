"""What the user sees when something cannot be done: what, why, what to do about it, and which article says so."""

from collections.abc import Iterable
from dataclasses import dataclass

_SHOWN_FAULTS = 20
_STOPS = "。；;，,：: "


@dataclass(frozen=True)
class Fault:
    """One thing wrong in what was handed in. `row` is the row number as the user sees it (1 = first line)."""

    message: str
    row: int | None = None
    column: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        place = f"第{self.row}行" if self.row is not None else ""
        if self.column:
            place += f"“{self.column}”"
        sentence = f"{place}：{self.message}" if place else self.message
        sentence = sentence.rstrip(_STOPS)
        return f"{sentence}；{self.remedy.strip(_STOPS)}" if self.remedy else sentence


class Refusal(Exception):
    """An act that may not be done now. Everything is Chinese text for the person who asked.

    what: the act and its object; why: the fact in the way; remedy: what to do; cites: the article.
    """

    def __init__(self, what: str, *, why: str = "", remedy: str = "", cites: str = "") -> None:
        super().__init__(what, why, remedy, cites)
        self.what = what
        self.why = why
        self.remedy = remedy
        self.cites = cites

    def __str__(self) -> str:
        sentence = self.what.strip(_STOPS)
        if self.why:
            sentence += f"：{self.why.strip(_STOPS)}"
        if self.remedy:
            sentence += f"；{self.remedy.strip(_STOPS)}"
        if self.cites:
            sentence += f"（依据：{self.cites.strip(_STOPS)}）"
        return sentence + "。"


class NotAllowed(Refusal):
    """Refused because of who asks: the duty, the place or the relation to the file is missing."""


class NotFound(Refusal):
    """There is none such, or not for the eyes of who asks: one answer for both, so that nobody learns which."""


class BadInput(Exception):
    """What was handed in cannot be taken; every fault is named, so that one round of correction suffices."""

    def __init__(self, faults: Iterable[Fault] | Fault) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return f"{self.faults[0]}。"
        shown = "；".join(f"（{number}）{fault}" for number, fault in enumerate(self.faults[:_SHOWN_FAULTS], 1))
        rest = f"；其余{len(self.faults) - _SHOWN_FAULTS}处略" if len(self.faults) > _SHOWN_FAULTS else ""
        return f"共{len(self.faults)}处问题：{shown}{rest}。"
