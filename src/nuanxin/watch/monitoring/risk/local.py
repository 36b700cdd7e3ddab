"""The rules of a place: drafted from the house's, changed row by row; which set is in force for a project."""

from __future__ import annotations

from collections.abc import Sequence
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
from nuanxin.watch.monitoring.risk.declared import GradeLines, Rule, Rules, Step, rule_faults
from nuanxin.watch.monitoring.risk.house import house_rules
from nuanxin.watch.monitoring.risk.models import RuleSet


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
def change_rule(
    *, rule_set: RuleSet, rule: str, steps: Sequence[Step], source: str, by: Staff, on: date, off: bool = False
) -> RuleSet:
    """Another row for one rule of a draft. A set that was switched on stands as it is: draft a new one."""
    rule_set = RuleSet.objects.select_for_update(of=("self",)).select_related("region").get(pk=rule_set.pk)
    must_manage(by, rule_set.region_id, doing=f"调整{rule_set}")
    faults = [] if off else rule_faults(steps)
    if rule_set.valid_from:
        faults.append("该规则集已经启用，不能再改；请另拟一套")
    if rule not in house_of(rule_set).by_key():
        faults.append("没有这条规则")
    if not source.strip():
        faults.append("没有写明依据")
    if faults:
        raise Refusal(f"不能调整{rule_set}", why="；".join(faults), remedy="请核对后再提交")
    said = [] if off else [asdict(step) for step in steps]
    row = rule_set.changes.create(rule=rule, off=off, steps=said, source=source.strip(), changed_on=on, by=by)
    record("change_rule", about=row, by=by, details={"rule_set": rule_set.pk, "rule": rule, "off": off, "steps": said})
    return rule_set


def rules_of(rule_set: RuleSet) -> Rules:
    """The whole set as it stands: the house's rules that it names, as they were on its day, under the place's changes."""
    house = house_of(rule_set)
    latest = {row.rule: row for row in rule_set.changes.order_by("pk")}
    rules: list[Rule] = []
    for rule in house.rules:
        change = latest.get(rule.key)
        if change is None:
            rules.append(rule)
        elif not change.off:
            steps = tuple(Step(**step) for step in change.steps)
            rules.append(replace(rule, steps=steps, source=change.source))
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
