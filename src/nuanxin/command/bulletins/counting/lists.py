"""Rows that a paper repeats over: areas, units, late shares, cases, tasks, days. Each names facts and brings its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Q

from nuanxin.command.bulletins.counting.campaign import late_shares, shares, taking_part, tasks
from nuanxin.command.bulletins.counting.counted import counted, of_step, plain
from nuanxin.command.bulletins.counting.scope import Scope, sentence
from nuanxin.command.bulletins.counting.served import practices
from nuanxin.command.bulletins.counting.stepped import late_clues, other_clues, steps
from nuanxin.command.bulletins.counting.stepped import shares as step_shares
from nuanxin.command.bulletins.figures import Figure, printed
from nuanxin.command.bulletins.outline import FigureSpec, ListSpec
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.counters.facts import settlements
from nuanxin.command.counters.registry import counters
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.intake.models import Clue


@dataclass(frozen=True)
class Row:
    """One row: its key (the same from draft to draft), what it names, what it counts."""

    key: str
    facts: dict[str, str]
    figures: dict[str, Figure] = field(default_factory=dict)
    scope: Scope | None = None  # where the list's own figures are counted for it


def rows(name: str, spec: ListSpec, scope: Scope) -> list[Row]:
    """The rows of a list with all its figures, narrowed, ordered and cut as it says."""
    found = []
    for row in _OF[spec.of](name, scope, spec):
        extra = counted(spec.figures, row.scope or scope, f"{name}.{row.key}.") if spec.figures else {}
        found.append(replace(row, figures={**row.figures, **extra}))
    if spec.only:
        found = [row for row in found if row.figures[spec.only].value]
    if spec.by:
        found.sort(key=lambda row: -row.figures[spec.by].value)
    return found[: spec.limit] if spec.limit else found


def _areas(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    """The areas directly below; of an area without any, itself."""
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=scope.last)
    below = list(Region.objects.filter(standing, parent=scope.region).order_by("pk")) or [scope.region]
    return [Row(area.pk, {"name": area.name}, scope=replace(scope, region=area)) for area in below]


def _units(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    """Units that take part or hold a share."""
    keys = {*taking_part(scope).values_list("unit", flat=True), *shares(scope).values_list("unit", flat=True)}
    units = Unit.objects.filter(pk__in=keys).order_by("region_id", "pk")
    return [Row(str(unit.pk), {"name": unit.name}, scope=replace(scope, subject=unit)) for unit in units]


def _days_late(name: str, scope: Scope, row: Clue | TaskShare, who: str, **of: str) -> Figure:
    """How long the row's day has been over on the last day."""
    days = max(0, (scope.last - row.due_on).days) if row.due_on else 0
    return plain(
        f"{name}.{row.pk}.days_late", scope, label=f"{who}逾期天数", value=days, unit="天", printed=str(days),
        rows=(row.pk,), **of,
    )  # fmt: skip


def _late_shares(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    found = late_shares(scope).select_related("task", "unit").order_by("due_on", "pk")
    for one in found:
        who = one.unit.short_name or one.unit.name
        late = _days_late(name, scope, one, who, source="campaign", counter="shares_late")
        due = chinese_day(one.due_on) if one.due_on else ""
        yield Row(str(one.pk), {"name": one.unit.name, "task": _short(one.task.text), "due": due}, {"days_late": late})


def _settlements(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    """Cases that brought most workers their pay, without names: a bulletin is read by many."""
    found = settlements(scope.window).select_related("region", "clue").order_by("-persons", "-amount_fen", "pk")
    sectors = dict(Sector.choices)
    for one in found[: spec.limit or 3]:
        sector = sectors.get(one.sector, "其他行业").removesuffix("领域")
        days = (one.solved_on - one.clue.received_on).days
        facts = {"name": one.region.name, "sector": sector, "way": one.get_solved_by_display(), "days": str(days)}
        figures = {}
        for part, value, unit in (("persons", one.persons, "人"), ("amount", one.amount_fen, "元")):
            figures[part] = plain(
                f"{name}.{one.pk}.{part}", scope, label=f"典型案例{'人数' if part == 'persons' else '金额'}",
                source="settlement", counter="persons" if part == "persons" else "amount_fen", value=value, unit=unit,
                printed=printed(value, unit), rows=(one.pk,),
            )  # fmt: skip
        yield Row(str(one.pk), facts, figures)


def _tasks(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    for task in tasks(scope).order_by("position"):
        due = f"，于{chinese_day(task.due_on)}前完成" if task.due_on else ""
        bodies = "、".join(map(str, task.bodies)) or "各参加单位"
        yield Row(str(task.pk), {"task": _short(task.text, 200), "bodies": bodies, "due": due})


def _milestones(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    for one in scope.drive.milestones.filter(on__isnull=False).order_by("on", "pk"):
        facts = {"task": (one.what or one.text).rstrip("。；"), "due": chinese_day(one.on) if one.on else ""}
        yield Row(str(one.pk), {**facts, "sender": one.sender or "各单位", "receiver": one.receiver or "牵头单位"})


def _ordered_figures(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    """The quantities that the notice orders; one that nobody has said how to count is said to be missing."""
    known = counters()
    for one in scope.drive.figures.order_by("pk"):
        facts = {"name": one.name, "measure": one.unit, "said": ""}
        if one.counter not in known:
            yield Row(str(one.pk), {**facts, "said": "【尚无统计口径，由各单位报送后填写】"})
            continue
        key = f"{name}.{one.pk}."
        spec_of = {"said": FigureSpec(counter=one.counter, label=one.name)}
        yield Row(str(one.pk), facts, counted(spec_of, scope, key))


def _practices(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    for one in practices(scope):
        facts = {"name": one.unit.name, "heading": one.title, "text": "".join(one.text.split())}
        yield Row(str(one.series), facts)


def _step_clues(name: str, scope: Scope, found: Iterable[Clue]) -> Iterable[Row]:
    for one in found:
        facts = {
            "number": one.number,
            "name": (one.employer.name if one.employer else one.employer_said) or "用人单位不详",
            "received": chinese_day(one.received_on),
            "due": chinese_day(one.due_on) if one.due_on else "",
            "state": str(one.get_state_display()),
        }
        figures = {
            key: of_step(f"{name}.{one.pk}.{key}", key, [one], scope, f"{one.number}{'人数' if key == 'persons' else '金额'}")
            for key in ("persons", "amount")
        }  # fmt: skip
        figures["days_late"] = _days_late(name, scope, one, one.number, source="step", counter="clues")
        yield Row(str(one.pk), facts, figures)


def _late_clues(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    return _step_clues(name, scope, late_clues(scope))


def _other_clues(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    return _step_clues(name, scope, other_clues(scope))


def _step_shares(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    for one in step_shares(scope):
        facts = {"task": _short(one.task.text), "due": chinese_day(one.due_on) if one.due_on else "规定期限"}
        late = _days_late(name, scope, one, f"任务{one.task.position}", source="step", counter="shares")
        yield Row(str(one.pk), facts, {"days_late": late})


def _steps_before(name: str, scope: Scope, spec: ListSpec) -> Iterable[Row]:
    for one in steps(scope)[:-1]:
        answer = f"{chinese_day(one.answered_on)}答复：{sentence(one.answer)}" if one.answered_on else "至今未答复。"
        facts = {"on": chinese_day(one.taken_on), "rung": str(one.get_rung_display()), "words": sentence(one.text)}
        yield Row(str(one.pk), {**facts, "answer": answer})


def _short(text: str, limit: int = 60) -> str:
    """A task in one line: its first sentence."""
    first = text.strip().split("。")[0].rstrip("；")
    return first if len(first) <= limit else first[: limit - 1] + "…"


_OF: dict[str, Callable[[str, Scope, ListSpec], Iterable[Row]]] = {
    "areas": _areas,
    "units": _units,
    "late_shares": _late_shares,
    "settlements": _settlements,
    "tasks": _tasks,
    "milestones": _milestones,
    "ordered_figures": _ordered_figures,
    "practices": _practices,
    "late_clues": _late_clues,
    "other_clues": _other_clues,
    "step_shares": _step_shares,
    "steps_before": _steps_before,
}
