"""What a procedure is made of. A step is one declaration: its gates, waiting times, clocks, paper, right and facts.

Terms and figures are named by their key in the law book; no number of days stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from nuanxin.foundation.organisations.duties import Permission

FactKind = Literal["text", "day", "money", "persons", "percent", "choice", "yes_no", "lines"]
YES, NO = "yes", "no"
OPEN_FILE = "open_file"  # the act that takes the first step of a desk's own procedure
RECORDING = "执法全过程记录（音视频编号，未录的写明理由）"


@dataclass(frozen=True)
class Said:
    """That a fact of a step says one of these values. Without a step: of the step that is being taken."""

    fact: str
    values: tuple[str, ...]
    step: str = ""

    def holds(self, facts: Mapping[str, Any]) -> bool:
        return str(facts.get(self.fact, "")) in self.values


@dataclass(frozen=True)
class Fact:
    """One thing that must be stated when a step is taken. money: 分; percent: whole per cent, within `figure`'s range."""

    key: str
    label: str
    kind: FactKind = "text"
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()
    figure: str = ""
    needed_when: Said | None = None  # required only where the step says so much
    short: bool = False  # a name, a number: one line of the form
    may_be_later: bool = False  # a day that lies ahead, such as a time limit given to the party
    not_before: str = ""  # a day of an earlier step, "step.fact" or "step.on", than which this one cannot be earlier


@dataclass(frozen=True)
class Need:
    """A gate: one of these steps must stand (and say so much); `when` limits the gate to files (or steps) that said so."""

    steps: tuple[str, ...]
    why: str
    cites: str
    having: Said | None = None
    when: Said | None = None


@dataclass(frozen=True)
class Wait:
    """Only after that day has passed: `after` = "step.fact"; with terms, after they have run from it, one after another."""

    after: str
    why: str
    cites: str
    terms: tuple[str, ...] = ()
    unless: Said | None = None


@dataclass(frozen=True)
class Limit:
    """Not later than the end of these terms, counted from "step.fact" one after another."""

    after: str
    terms: tuple[str, ...]
    why: str
    cites: str


@dataclass(frozen=True)
class Ahead:
    """A day stated in this step must lie far enough ahead: the term is counted back from it (听证前七个工作日)."""

    fact: str
    term: str
    why: str
    cites: str


@dataclass(frozen=True)
class Bar:
    """Once one of these steps stands, this one may not be taken any more."""

    steps: tuple[str, ...]
    why: str
    having: Said | None = None


@dataclass(frozen=True)
class Start:
    """A clock of ours that the step starts: from the step's day, or from a day it states."""

    term: str
    from_fact: str = ""
    when: Said | None = None


@dataclass(frozen=True)
class Step:
    """One step. `serves`: the step whose paper is served by this one. `by_others`: not by the officers of the case."""

    key: str
    name: str
    cites: str
    permission: Permission = Permission.CASE_INVESTIGATE
    needs: tuple[Need, ...] = ()
    waits: tuple[Wait, ...] = ()
    limits: tuple[Limit, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    bars: tuple[Bar, ...] = ()
    starts: tuple[Start, ...] = ()
    stops: tuple[str, ...] = ()  # a term both stopped and started begins anew
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    extends: str = ""
    facts: tuple[Fact, ...] = ()
    leads_to: tuple[str, ...] = ()
    paper: str = ""
    serves: str = ""
    served_to: str = "用人单位"
    act: str = ""  # the dated fact it writes: order, decision, penalty, referral, police_filing
    act_when: Said | None = None
    officers: int = 1
    by_others: bool = False
    repeats: bool = False
    ends: str = ""  # the case ends with this step, in these words; the clue stays open
    own_act: str = ""  # taken only through this act (filing, closing, agreement), never as a bare step
    for_worker: str = ""  # plain words for the worker's progress page


@dataclass(frozen=True)
class Branch:
    """A procedure that runs beside this one on the same file and never closes it."""

    procedure: str
    version: str
    after: tuple[str, ...]


@dataclass(frozen=True)
class Opening:
    """How a file of one's own desk begins: with the procedure's first step (own_act "open_file"), at a unit of these kinds.

    number_word: the word in the file's number, e.g. 人调字; empty: the file has none. solved_by: the way (SolvedBy) by which
    the wages count as solved when the file is closed with everybody paid; empty: this file never closes the clue as solved.
    permission: the right to open and to keep such a file. heads: the right to give it to another officer. holds_clue: whether the clue must wait for the file; a listing
    runs on for years after the wages are paid.
    """

    unit_kinds: tuple[str, ...]
    number_word: str = ""
    solved_by: str = ""
    permission: Permission = Permission.FILE_HANDLE
    heads: Permission = Permission.FILE_APPROVE
    holds_clue: bool = True


@dataclass(frozen=True)
class Kept:
    """How long the closed file is kept at least: a term of the law book; with a step, only files in which it stands."""

    term: str
    step: str = ""


@dataclass(frozen=True)
class Procedure:
    """A version of a procedure. A running case keeps the version under which it was opened.

    With an `opening`, the file belongs to a body's own desk: its rights follow the file's unit, not that of the clue.
    """

    key: str
    version: str
    name: str
    steps: tuple[Step, ...]
    branches: tuple[Branch, ...] = ()
    opening: Opening | None = None
    kept: tuple[Kept, ...] = ()  # the first that fits; empty: only as long as the place keeps its clues

    def __post_init__(self) -> None:
        keys = [step.key for step in self.steps]
        if len(set(keys)) != len(keys):
            raise ValueError(f"{self.key} {self.version}: a step is declared twice")
        if self.opening and self.steps[0].own_act != OPEN_FILE:
            raise ValueError(f"{self.key} {self.version}: the first step of an own desk is taken by open_file")

    def step(self, key: str) -> Step:
        """The step of that key; KeyError where the procedure has none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def has(self, key: str) -> bool:
        return any(step.key == key for step in self.steps)
