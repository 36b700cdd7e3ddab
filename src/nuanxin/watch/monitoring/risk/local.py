"""The rules of a place: drafted from the house's, changed row by row; which set is in force for a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.local_settings import upwards
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.watch.monitoring.risk.declared import GradeLines, Rule, Rules, Step, figure_faults, rule_faults
from nuanxin.watch.monitoring.risk.house import differing, figures_declared, house_rules, told_figures
from nuanxin.watch.monitoring.risk.models import RuleChange, RuleSet


def must_manage(by: Staff, region: str, *, doing: str) -> None:
    """Rules of a place: whoever manages watching there."""
    must(by, Permission.WATCH_MANAGE, FileFacts(region=region), doing=doing)


@transaction.atomic
def draft_rules(
    *, region: Region, name: str, source: str, by: Staff, on: date, lines: GradeLines | None = None
) -> RuleSet:
    """A new set of the place, as the house's rules of the day; nothing is in force until it is back-tested and switched on."""
    must_manage(by, region.pk, doing=f"拟定{region.name}的预警规则")
    house = house_rules(on)
    lines = lines or GradeLines(house.red, house.orange, house.yellow, house.blue)
    if not name.strip() or not source.strip() or lines.fault:
        raise Refusal("不能拟定预警规则", why=lines.fault or "没有写明名称或者依据", remedy="请核对后再提交")
    row = RuleSet.objects.create(
        region=region, name=name.strip(), source=source.strip(), based_on=on, rules=sorted(house.by_key()), drafted_on=on, drafted_by=by,
        red_from=lines.red, orange_from=lines.orange, yellow_from=lines.yellow, blue_from=lines.blue,
    )  # fmt: skip
    record("draft_rules", about=row, by=by, details={"region": region.pk, **asdict(lines), "on": on})
    return row


@transaction.atomic
def draft_again(*, rule_set: RuleSet, by: Staff, on: date) -> RuleSet:
    """A new draft of a set with every rule that the house has today: what the place changed is carried over.

    The set itself stands as it is, in force or not, until the new one was back-tested and switched on.
    """
    old = RuleSet.objects.select_related("region").get(pk=rule_set.pk)
    lines = GradeLines(old.red_from, old.orange_from, old.yellow_from, old.blue_from)
    row = draft_rules(region=old.region, name=old.name, source=old.source, by=by, on=on, lines=lines)
    known = house_of(row).by_key()
    for change in _latest(old).values():
        if change.rule in known:
            row.changes.create(
                rule=change.rule, off=change.off, steps=change.steps, figures=change.figures, source=change.source,
                changed_on=on, by=by,
            )  # fmt: skip
    record("draft_rules_again", about=row, by=by, details={"from": old.pk, "on": on})
    return row


def left_out(rule_set: RuleSet, on: date) -> tuple[Rule, ...]:
    """Rules that the house has today and the set does not know: it was drafted before them, or before sets named theirs."""
    known = house_of(rule_set).by_key()
    return tuple(rule for rule in house_rules(on).rules if rule.key not in known)


def _latest(rule_set: RuleSet) -> dict[str, RuleChange]:
    return {row.rule: row for row in rule_set.changes.order_by("pk")}


@transaction.atomic
def change_rule(
    *,
    rule_set: RuleSet,
    rule: str,
    steps: Sequence[Step],
    source: str,
    by: Staff,
    on: date,
    off: bool = False,
    figures: Mapping[str, int] | None = None,
) -> RuleSet:
    """Another row for one rule of a draft. A set that was switched on stands as it is: draft a new one.

    figures: with which its question reckons; those that are not named, or as the house has them, stay the house's.
    """
    rule_set = RuleSet.objects.select_for_update(of=("self",)).select_related("region").get(pk=rule_set.pk)
    must_manage(by, rule_set.region_id, doing=f"调整{rule_set}")
    faults = [] if off else rule_faults(steps)
    known = house_of(rule_set).by_key()
    usual = told_figures(known[rule]) if rule in known else {}
    faults += [] if off else figure_faults(figures_declared(rule), usual, figures or {})
    if rule_set.valid_from:
        faults.append("该规则集已经启用，不能再改；请另拟一套")
    if rule not in known:
        faults.append("没有这条规则")
    if not source.strip():
        faults.append("没有写明依据")
    if faults:
        raise Refusal(f"不能调整{rule_set}", why="；".join(faults), remedy="请核对后再提交")
    said = [] if off else [asdict(step) for step in steps]
    own = {} if off else {name: value for name, value in (figures or {}).items() if usual[name] != value}
    row = rule_set.changes.create(
        rule=rule, off=off, steps=said, figures=own, source=source.strip(), changed_on=on, by=by
    )
    details = {"rule_set": rule_set.pk, "rule": rule, "off": off, "steps": said, "figures": own}
    record("change_rule", about=row, by=by, details=details)
    return rule_set


def rules_of(rule_set: RuleSet) -> Rules:
    """The whole set as it stands: the house's rules that it names, as they were on its day, under the place's changes."""
    house = house_of(rule_set)
    latest = _latest(rule_set)
    rules: list[Rule] = []
    for rule in house.rules:
        change = latest.get(rule.key)
        if change is None:
            rules.append(rule)
        elif not change.off:
            steps = tuple(Step(**step) for step in change.steps)
            figures = differing(rule.key, told_figures(rule) | change.figures)
            rules.append(replace(rule, steps=steps, source=change.source, figures=figures))
    return replace(
        house, rules=tuple(rules), red=rule_set.red_from, orange=rule_set.orange_from, yellow=rule_set.yellow_from,
        blue=rule_set.blue_from, source=rule_set.source,
    )  # fmt: skip


def house_of(rule_set: RuleSet) -> Rules:
    """The house's rules of its day that this set names: what the house ships later enters no set that was back-tested without it.

    Sets that name none were drafted before there were rules on signals from outside.
    """
    house, named = house_rules(rule_set.based_on), set(rule_set.rules)
    mine = [one for one in house.rules if (one.key in named if named else not one.key.startswith("outside_"))]
    return replace(house, rules=tuple(mine))


def in_force(on: date) -> dict[str, RuleSet]:
    """The set of each place that has one in force on that day."""
    rows = RuleSet.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    return {row.region_id: row for row in rows.select_related("region").order_by("valid_from", "pk")}


def set_for(region: str, on: date, sets: dict[str, RuleSet] | None = None) -> RuleSet | None:
    """The set that holds for a place: its own, else of the nearest area above that has one."""
    sets = in_force(on) if sets is None else sets
    rank = upwards(region)
    near = [one for code, one in sets.items() if code in rank]
    return max(near, key=lambda one: rank[one.region_id], default=None)
