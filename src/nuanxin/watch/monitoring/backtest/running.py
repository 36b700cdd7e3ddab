"""Running a back-test, and switching a set on: without a back-test of exactly these rules it is refused."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import within
from nuanxin.watch.monitoring.backtest.counting import Arrears, Forewarning, hold_against
from nuanxin.watch.monitoring.backtest.history import History
from nuanxin.watch.monitoring.backtest.models import BackTest
from nuanxin.watch.monitoring.outside.counting import signal_rows
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk import complaints
from nuanxin.watch.monitoring.risk.declared import ASKED
from nuanxin.watch.monitoring.risk.grading import grade
from nuanxin.watch.monitoring.risk.house import figures_of, own_figures
from nuanxin.watch.monitoring.risk.local import must_manage, rules_of
from nuanxin.watch.monitoring.risk.models import RuleSet

RUN_AFTER_DAYS, WINDOW_DAYS = 20, 120  # house defaults, shown and to be changed in the form


@transaction.atomic
def run_backtest(
    *,
    rule_set: RuleSet,
    first: date,
    last: date,
    history: History,
    by: Staff,
    on: date,
    run_after_days: int = RUN_AFTER_DAYS,
    window_days: int = WINDOW_DAYS,
) -> BackTest:
    """Hold what the set would have said of these months against the claims in the ledger; kept, never changed."""
    must_manage(by, rule_set.region_id, doing=f"回测{rule_set}")
    projects = list(MonitoredProject.objects.filter(region__in=within(rule_set.region_id)).select_related("employer"))
    codes, rules = {one.code for one in projects}, rules_of(rule_set)
    project_months = sum(code in codes for code, _ in history.asked)
    if not project_months or window_days < 1:
        raise Refusal(
            f"不能回测{rule_set}",
            why="这段时间没有可以回测的监测数据（还没有导入，或者预警日还没有到）",
            remedy="请先导入历史工资数据，或者改选月份",
        )
    if history.own != own_figures(rules):
        raise Refusal(
            f"不能回测{rule_set}",
            why="规则内的数值在取数以后又调整过，取来的历史不是按现在的数值问的",
            remedy="请重新回测",
        )
    until = min(last, max(history.looked_on, default=last))
    outside = signal_rows(projects, first, until, figures_of(rules))
    found = outside | history.found | {complaints.KEY: complaints.complaint_rows(projects, first, on)}
    found = {
        key: [row for row in rows if row["project_id"] in codes and row["month"] in history.looked_on]
        for key, rows in found.items()
    }
    raised = [
        Forewarning(
            one.project_id,
            one.month,
            history.looked_on[one.month],
            one.grade,
            tuple(why.rule for why in one.reasons),
            one.score,
        )
        for one in grade(found, rules)
        if one.grade in ASKED  # blue asks nobody to act: it is no forewarning
    ]
    start = min(history.looked_on.values())
    came = [
        Arrears(one.code, clue.received_on, clue.number, clue.persons or 0, clue.amount_fen or 0)
        for one, clue in complaints.clues_on(projects, start, on)
    ]
    result = hold_against(raised, came, window_days=window_days, known_until=on, project_months=project_months)
    row = BackTest.objects.create(
        rule_set=rule_set, digest=rules.digest, first=first, last=last, run_after_days=run_after_days,
        window_days=window_days, warehouse_version=history.version, result=result.kept(), run_on=on, run_by=by,
    )  # fmt: skip
    details = {"rule_set": rule_set.pk, "raised": result.whole.raised, "confirmed": result.whole.confirmed, "on": on}
    record("run_backtest", about=row, by=by, details=details)
    return row


def standing_test(rule_set: RuleSet) -> BackTest | None:
    """The latest back-test of exactly the rules that the set has now."""
    return rule_set.backtests.filter(digest=rules_of(rule_set).digest).order_by("-pk").first()


@transaction.atomic
def switch_on(*, rule_set: RuleSet, valid_from: date, by: Staff, on: date) -> RuleSet:
    """From that day on the set raises warnings; the one before it ends the day before. Refused without its back-test."""
    row = RuleSet.objects.select_for_update(of=("self",)).select_related("region").get(pk=rule_set.pk)
    doing = f"启用{row}"
    must_manage(by, row.region_id, doing=doing)
    before = RuleSet.objects.filter(region=row.region_id, valid_from__isnull=False, valid_to__isnull=True).first()
    why, remedy = "", "请核对日期"
    if row.valid_from:
        why, remedy = "该规则集已经启用过", "请另拟一套"
    elif standing_test(row) is None:
        why, remedy = "现在的规则还没有回测过", "请先用历史数据回测，看过预警数、命中和漏报再启用"
    elif valid_from < on:
        why = f"启用日期{valid_from}早于今天"
    elif before and before.valid_from and valid_from <= before.valid_from:
        why = f"启用日期不晚于现行规则集的{before.valid_from}"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy=remedy)
    if before:
        _end(before, valid_from - timedelta(days=1), by)
    row.valid_from, row.switched_by = valid_from, by
    row.save(update_fields=["valid_from", "switched_by"])
    record("switch_on_rules", about=row, by=by, details={"valid_from": valid_from, "on": on})
    return row


@transaction.atomic
def switch_off(*, rule_set: RuleSet, reason: str, by: Staff, on: date) -> RuleSet:
    """No more warnings from tomorrow on; those that are open stay somebody's task."""
    row = RuleSet.objects.select_for_update(of=("self",)).select_related("region").get(pk=rule_set.pk)
    must_manage(by, row.region_id, doing=f"停用{row}")
    if not row.valid_from or row.valid_to or not reason.strip():
        raise Refusal(f"不能停用{row}", why="该规则集没有启用、已经停用，或者没有写明理由", remedy="请核对")
    _end(row, max(on, row.valid_from), by, reason)
    return row


def _end(row: RuleSet, valid_to: date, by: Staff, reason: str = "由新的规则集接替") -> None:
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    record("end_rules", about=row, by=by, reason=reason, details={"valid_to": valid_to})
