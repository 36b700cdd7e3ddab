"""Raising warnings from what the indicators found: once per project, set of rules and month; again does nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.watch.monitoring.months import month_after, month_before
from nuanxin.watch.monitoring.outside.counting import signal_rows
from nuanxin.watch.monitoring.outside.kinds import kinds
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk.complaints import KEY, complaint_rows
from nuanxin.watch.monitoring.risk.declared import Rules
from nuanxin.watch.monitoring.risk.grading import Found, RiskGrade, grade
from nuanxin.watch.monitoring.risk.house import figures_of, own_figures
from nuanxin.watch.monitoring.risk.local import in_force, rules_of, set_for
from nuanxin.watch.monitoring.risk.models import RuleSet
from nuanxin.watch.monitoring.warnings.clocks import due_for
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.watch.monitoring.warnings.owners import Owners
from nuanxin.watch.monitoring.warnings.thread import message_values, write_down

Rows = dict[str, list[Mapping[str, Any]]]


@dataclass(frozen=True)
class Raised:
    """made: new warnings. known: there already. regraded: of these, the grade moved. without_rules, unknown: project ids
    that had findings but whose place has no set in force, or that the register does not know."""

    made: int = 0
    known: int = 0
    regraded: int = 0
    without_rules: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@transaction.atomic
def raise_from(*, found: Found, on: date, by: Staff | None = None, own: Mapping[int, Found] | None = None) -> Raised:
    """Grade what was found by the rules in force at each project's place, and raise what has a colour.

    Claims that workers brought and signals from outside in those months are put beside the findings, where they are not among them. A set
    looks at the month before it was switched on and later: what lies further back is the back-test's matter. own: by set, what its
    own figures found (`warnings.own_figures`), instead of what the house's did.
    """
    own = own or {}
    kept = _beside(found, on, own.values())
    codes = {row["project_id"] for rows in (*kept.values(), *_all_rows(own.values())) for row in rows}
    projects = {one.code: one for one in MonitoredProject.objects.filter(code__in=codes).select_related("region")}
    by_set, bare = _by_set(projects.values(), on)
    counts, owners = {"made": 0, "known": 0, "regraded": 0}, Owners()
    for rule_set, ours in by_set.items():
        assert rule_set.valid_from is not None
        first = month_before(rule_set.valid_from.replace(day=1))
        rules = rules_of(rule_set)
        told = (
            kept | _signals(kept, rules, [projects[code] for code in sorted(ours)], on) | dict(own.get(rule_set.pk, {}))
        )
        mine = {
            key: [row for row in rows if row["project_id"] in ours and row["month"] >= first]
            for key, rows in told.items()
        }
        for one in grade(mine, rules, on):
            if one.grade != "none":
                counts[_raise(projects[one.project_id], rule_set, one, owners, by, on)] += 1
    counts["known"] += counts["regraded"]
    return Raised(**counts, without_rules=tuple(bare), unknown=tuple(sorted(codes - projects.keys())))


def _beside(found: Found, on: date, own: Iterable[Found] = ()) -> Rows:
    """The findings, and beside them the claims of workers and the signals from outside, in the same months."""
    kept: Rows = {key: list(rows) for key, rows in found.items()}
    months = [row["month"] for rows in (*kept.values(), *_all_rows(own)) for row in rows]
    if not months:
        return kept
    until = min(on, month_after(max(months)) - timedelta(days=1))
    projects = list(MonitoredProject.objects.select_related("employer"))
    beside: Rows = {KEY: list(complaint_rows(projects, min(months), until))}
    for key, rows in signal_rows(projects, min(months), until).items():
        beside[key] = list(rows)
    return beside | kept


def _all_rows(found: Iterable[Found]) -> list[Iterable[Mapping[str, Any]]]:
    return [rows for one in found for rows in one.values()]


def _signals(kept: Rows, rules: Rules, projects: list[MonitoredProject], on: date) -> Rows:
    """Signals from outside again, where a place says otherwise how long they count; else nothing."""
    mine = {key for key, own in own_figures(rules).items() if key in kinds()}
    months = [row["month"] for rows in kept.values() for row in rows]
    if not (mine and months):
        return {}
    until = min(on, month_after(max(months)) - timedelta(days=1))
    again = signal_rows(projects, min(months), until, figures_of(rules))
    return {key: list(again.get(key, ())) for key in mine}


def _by_set(projects: Iterable[MonitoredProject], on: date) -> tuple[dict[RuleSet, set[str]], list[str]]:
    """Which set looks at which projects; and those at which none does."""
    sets, of_region = in_force(on), dict[str, RuleSet | None]()
    found: dict[RuleSet, set[str]] = defaultdict(set)
    bare = []
    for one in projects:
        if one.region_id not in of_region:
            of_region[one.region_id] = set_for(one.region_id, on, sets)
        rule_set = of_region[one.region_id]
        if rule_set is None:
            bare.append(one.code)
        else:
            found[rule_set].add(one.code)
    return dict(found), sorted(bare)


def _raise(
    project: MonitoredProject, rule_set: RuleSet, said: RiskGrade, owners: Owners, by: Staff | None, on: date
) -> str:
    there = RiskWarning.objects.filter(project=project, rule_set=rule_set, month=said.month).first()
    if there:
        return _regrade(there, said, by, on)
    due = due_for(project.region_id, said.grade, on)
    warning = RiskWarning.objects.create(
        project=project, employer_id=project.employer_id, region=project.region, rule_set=rule_set, month=said.month,
        raised_on=on, owner=owners.take(project.region), due_on=due.due_on, due_why=due.why[:300], **_graded(said),
    )  # fmt: skip
    write_down("raised", warning, by=by, on=on, text=summary(said), details={"grade": said.grade, "score": said.score})
    _tell_owner(warning, said)
    return "made"


def _regrade(warning: RiskWarning, said: RiskGrade, by: Staff | None, on: date) -> str:
    """The data moved: an open warning follows, and its thread says what it was. An ended one stands."""
    if warning.ended_on or (warning.grade, warning.score) == (said.grade, said.score):
        return "known"
    before = {"from": [warning.grade, warning.score], "to": [said.grade, said.score]}
    changed = _graded(said)
    begins = warning.only_watched and said.grade != "blue"
    if begins:  # what was only watched is to be dealt with from today
        due = due_for(warning.region_id, said.grade, on)
        changed |= {"due_on": due.due_on, "due_why": due.why[:300]}
    for name, value in changed.items():
        setattr(warning, name, value)
    warning.save(update_fields=list(changed))
    write_down("regraded", warning, by=by, on=on, text=summary(said), details=before)
    if begins:
        _tell_owner(warning, said)
    return "regraded"


def _tell_owner(warning: RiskWarning, said: RiskGrade) -> None:
    values = message_values(warning) | {
        "grade": warning.get_grade_display(),
        "reason": said.reasons[0].words,
        "day": chinese_day(warning.due_on) if warning.due_on else "只作关注" if said.grade == "blue" else "没有设置",
    }
    tell(warning.owner, "warning_raised", values, about=warning, calendar=calendar_of(warning.region_id))


def _graded(said: RiskGrade) -> dict[str, Any]:
    return {
        "grade": said.grade, "score": said.score, "reasons": [asdict(one) for one in said.reasons],
        "rules": f" {' '.join(one.rule for one in said.reasons)} ",
        "workers": said.workers, "amount_fen": said.amount_fen,
    }  # fmt: skip


def summary(said: RiskGrade) -> str:
    """All reasons in one line."""
    return f"{said.score}分。{'；'.join(one.words for one in said.reasons)}"
