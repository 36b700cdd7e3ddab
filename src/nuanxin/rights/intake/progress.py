"""The clue as its reporter sees it, like a parcel: what was done, by whom, what comes next, until when. Never others.

The view is pure; `progress_facts` reads the rows for it. Only lines that carry words for the worker are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.text import half_width
from nuanxin.rights.intake.channels import OPEN_STATES, ClueKind, ClueState, Conclusion
from nuanxin.rights.intake.clocks.running import is_paused, running_clocks, shown_due
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.thread import phone_of


@dataclass(frozen=True)
class Line:
    """One line of the thread that is meant for the worker."""

    act: str
    on: date
    words: str


@dataclass(frozen=True)
class ProgressFacts:
    """What the view is made of."""

    number: str
    code: str
    state: ClueState
    kind: ClueKind
    received_on: date
    accepted_on: date | None
    closed_on: date | None
    conclusion: str
    unit: str
    officer: str
    phone: str
    address: str
    due_on: date | None
    due_name: str
    due_why: tuple[str, ...]
    citation: str
    paused: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Step:
    """One stage: done (with its day), now, or still to come."""

    name: str
    on: date | None
    now: bool


@dataclass(frozen=True)
class Progress:
    """The page. days_left: negative when overdue, None without a running clock."""

    number: str
    code: str
    headline: str
    steps: tuple[Step, ...]
    lines: tuple[Line, ...]
    unit: str
    officer: str
    phone: str
    address: str
    next_step: str
    due_on: date | None
    due_name: str
    due_why: tuple[str, ...]
    citation: str
    days_left: int | None
    countdown: str
    may_raise: bool
    may_say_not_paid: bool


_NEXT = {
    ClueState.RECEIVED: "工作人员核对您反映的内容，决定是否受理",
    ClueState.SUPPLEMENT: "等您补充材料；补充以后继续办理",
    ClueState.TRANSFERRING: "等另一个单位接手；接手以前原来的工作人员继续负责",
    ClueState.ACCEPTED: "工作人员联系用人单位，调查核实",
    ClueState.HANDLING: "正在调查处理，督促用人单位支付工资",
    ClueState.SETTLED: "工作人员会向您本人核实有没有收到钱",
    ClueState.CLOSED: "已经办结；没有收到钱的，请点“没有收到钱”",
    ClueState.REFUSED: "没有受理；理由和其他途径见下面",
}
_STAGES = ("已登记", "已受理", "办理中", "已办结")


def progress_of(facts: ProgressFacts, on: date) -> Progress:
    """The page on a day. Honest: what is not known is said, an overdue date is called overdue."""
    days_left = (facts.due_on - on).days if facts.due_on else None
    ended = facts.state not in OPEN_STATES
    return Progress(
        number=facts.number,
        code=facts.code,
        headline=_headline(facts),
        steps=_steps(facts),
        lines=tuple(sorted(facts.lines, key=lambda line: line.on)),
        unit=facts.unit,
        officer=facts.officer,
        phone=facts.phone,
        address=facts.address,
        next_step=_NEXT[facts.state],
        due_on=facts.due_on,
        due_name=facts.due_name,
        due_why=facts.due_why,
        citation=facts.citation,
        days_left=days_left,
        countdown=_countdown(facts, days_left, ended),
        may_raise=not ended and days_left is not None and days_left < 0,
        may_say_not_paid=facts.state in (ClueState.CLOSED, ClueState.SETTLED),
    )


def find_by_code(code: str) -> Clue | None:
    """The clue of a receipt code, however it was typed. Doors count wrong tries; codes have ten signs."""
    plain = "".join(half_width(code).split()).upper()
    return Clue.objects.select_related("merged_into", "unit", "officer").filter(receipt_code=plain).first()


def progress_facts(clue: Clue) -> ProgressFacts:
    """Read one clue. A clue that was merged goes on as the one that took it in, under its own number and code."""
    whole = clue.merged_into or clue
    running = [clock for clock in running_clocks(whole) if clock.term != "clue.arbitrate"]
    due = min((clock for clock in running if shown_due(clock)), key=lambda clock: str(shown_due(clock)), default=None)
    # Of the clue that took this one in only what its office did is told, not what its reporter did.
    own = ClueEvent.objects.filter(clue=clue)
    theirs = ClueEvent.objects.filter(clue=whole, by__isnull=False).exclude(kind="register_clue")
    rows = own if whole.pk == clue.pk else own | theirs.filter(occurred_on__gte=clue.closed_on or clue.received_on)
    return ProgressFacts(
        number=clue.number,
        code=clue.receipt_code or "",
        state=ClueState(whole.state),
        kind=ClueKind(clue.kind),
        received_on=clue.received_on,
        accepted_on=whole.accepted_on,
        closed_on=whole.closed_on,
        conclusion=Conclusion(whole.conclusion).label if whole.conclusion else "",
        unit=whole.unit.name,
        officer=whole.officer.name,
        phone=phone_of(whole),
        address=whole.unit.address,
        due_on=shown_due(due) if due else None,
        due_name=due.name if due else "",
        due_why=tuple(due.explanation) if due else (),
        citation=due.citation if due else "",
        paused=any(is_paused(clock) for clock in running),
        lines=tuple(
            Line(row.kind, row.occurred_on, row.for_worker) for row in rows.exclude(for_worker="").order_by("pk")
        ),
    )


def _headline(facts: ProgressFacts) -> str:
    if facts.state == ClueState.CLOSED:
        return f"已办结：{facts.conclusion}"
    if facts.state == ClueState.REFUSED:
        return f"没有受理：{facts.conclusion}"
    return {
        ClueState.RECEIVED: "已登记，正在核对",
        ClueState.SUPPLEMENT: "需要您补充材料",
        ClueState.TRANSFERRING: "正在转给负责的单位",
        ClueState.ACCEPTED: "已受理",
        ClueState.HANDLING: "正在办理",
        ClueState.SETTLED: "单位说已经付钱，请您核对",
    }[facts.state]


def _steps(facts: ProgressFacts) -> tuple[Step, ...]:
    """The four stages; a refused clue ends after the first."""
    if facts.state == ClueState.REFUSED:
        return Step(_STAGES[0], facts.received_on, False), Step("不予受理", facts.closed_on, True)
    working = min((line.on for line in facts.lines if line.act.startswith("file_case")), default=None)
    days = (facts.received_on, facts.accepted_on, working, facts.closed_on)
    reached = {
        ClueState.ACCEPTED: 1,
        ClueState.HANDLING: 2,
        ClueState.SETTLED: 2,
        ClueState.CLOSED: 3,
    }.get(facts.state, 1 if facts.accepted_on else 0)
    return tuple(Step(name, days[n], n == reached) for n, name in enumerate(_STAGES))


def _countdown(facts: ProgressFacts, days_left: int | None, ended: bool) -> str:
    if ended:
        return f"{chinese_day(facts.closed_on)}办结" if facts.closed_on else "已办结"
    if days_left is None or facts.due_on is None:
        if facts.paused:
            return "等您补充材料，办理期限暂停计算"
        return "现在没有正在计算的法定期限；您可以随时打电话询问"
    until = f"{facts.due_name}最迟{chinese_day(facts.due_on)}"
    if days_left < 0:
        return f"{until}，已超期{-days_left}天，您可以要求上级过问"
    return f"{until}，还有{days_left}天" if days_left else f"{until}，就是今天"
