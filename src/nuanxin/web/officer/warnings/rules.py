"""Sets of rules without code: drafted, changed, tried on the past, switched on. What it would have done is shown before."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.local_settings import upwards
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, holds, may
from nuanxin.watch.monitoring.backtest.history import history_of
from nuanxin.watch.monitoring.backtest.models import BackTest
from nuanxin.watch.monitoring.backtest.running import (
    run_backtest,
    standing_test,
    switch_off,
    switch_on,
)
from nuanxin.watch.monitoring.months import month_before
from nuanxin.watch.monitoring.risk.declared import GradeLines, Rule
from nuanxin.watch.monitoring.risk.house import figures_declared, house_rules, rule_names, told_figures
from nuanxin.watch.monitoring.risk.local import change_rule, draft_again, draft_rules, house_of, left_out, rules_of
from nuanxin.watch.monitoring.risk.models import RuleSet
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.warnings.rule_forms import STEPS, DraftForm, EndForm, SwitchForm, TestForm, rule_form
from nuanxin.web.officer.warnings.seeing import codes_in, places


def sets_for(staff: Staff) -> QuerySet[RuleSet]:
    """Sets of the person's areas, and those above that hold there too."""
    above = {code for area in areas(staff, P.WATCH_VIEW) for code in upwards(area)}
    rows = RuleSet.objects.filter(region__in=above | set(codes_in(staff, P.WATCH_VIEW)))
    return rows.select_related("region", "drafted_by", "switched_by")


def set_of(request: HttpRequest, number: int) -> RuleSet:
    """The set, or one answer whether it is out of sight or not there."""
    found = sets_for(me(request)).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这套规则", remedy="请从预警规则打开")
    return found


@officer_page(P.WATCH_VIEW)
def rule_sets(request: HttpRequest) -> HttpResponse:
    """Every set, those in force first; below them the house's rules, so that nobody has to guess what there is."""
    rows = sorted(sets_for(me(request)), key=lambda row: (row.valid_to is not None, row.valid_from is None, -row.pk))
    context = {
        "rows": [{"row": row, "state": _state(row), "test": standing_test(row)} for row in rows],
        "house": house_rules(occasion.today()), "may": holds(me(request), P.WATCH_MANAGE), "title": "预警规则",
    }  # fmt: skip
    return render(request, "officer/warnings/rule_sets.html", context)


def _state(row: RuleSet) -> str:
    today = occasion.today()
    if row.valid_from is None:
        return "拟定中"
    if row.valid_to and row.valid_to < today:
        return "已停用"
    return "待启用" if row.valid_from > today else "启用中"


@officer_page(P.WATCH_MANAGE)
def rule_set_new(request: HttpRequest) -> HttpResponse:
    """A draft with the house's rules."""
    house = house_rules(occasion.today())

    def run(v: dict[str, Any]) -> RuleSet:
        lines = GradeLines(v["red"], v["orange"], v["yellow"], v["blue"])
        region = Region.objects.get(pk=v["region"])
        return draft_rules(
            region=region, name=v["name"], source=v["source"], lines=lines, by=me(request), on=occasion.today()
        )

    return act_page(
        request, DraftForm, run=run, title="拟定预警规则", back_url=reverse("officer:rule_sets"),
        form_kwargs={"regions": places(me(request), P.WATCH_MANAGE)},
        initial={"red": house.red, "orange": house.orange, "yellow": house.yellow, "blue": house.blue},
        intro=f"先按平台规则拟定，再逐条调整、回测，最后启用。分值来源：{house.source}。",
        next_url=lambda row: reverse("officer:rule_set", args=[row.pk]), done="已拟定，请逐条核对并回测。",
    )  # fmt: skip


@officer_page(P.WATCH_VIEW)
def rule_set(request: HttpRequest, number: int) -> HttpResponse:
    """The rules of one set, and what its back-tests said."""
    row = set_of(request, number)
    rules, test = rules_of(row), standing_test(row)
    kept, house = rules.by_key(), house_of(row)
    may_manage = may(me(request), P.WATCH_MANAGE, FileFacts(region=row.region_id))
    lines = [
        {
            "key": rule.key,
            "name": rule.name,
            "rule": kept.get(rule.key),
            "house": rule,
            "moved": kept.get(rule.key) != rule,
            "figures": _said(kept.get(rule.key, rule)),
        }
        for rule in house.rules
    ]
    context = {
        "row": row, "title": str(row), "state": _state(row), "rules": rules, "lines": lines, "test": test,
        "usual": house.source,
        "told": _told(test) if test else None,
        "tests": [{"row": one, "current": one.digest == rules.digest} for one in row.backtests.select_related("run_by").order_by("-pk")],
        "left_out": left_out(row, occasion.today()) if _alive(row) else (), "may_draft": may_manage,
        "may_change": may_manage and row.valid_from is None,
        "may_end": may_manage and row.valid_from is not None and row.valid_to is None,
    }  # fmt: skip
    return render(request, "officer/warnings/rule_set.html", context)


def _said(rule: Rule) -> str:
    """The figures of a rule in words."""
    figures = told_figures(rule)
    return "；".join(one.words(figures[one.name]) for one in figures_declared(rule.key))


def _alive(row: RuleSet) -> bool:
    return row.valid_to is None or row.valid_to >= occasion.today()


def _told(test: BackTest) -> dict[str, Any]:
    """The result for the page: months and rules as lines with their names."""
    names, said = rule_names(), dict[str, Any](test.result)
    return said | {
        "month_lines": [{"month": key, **one} for key, one in said["months"].items()],
        "rule_lines": [{"name": names.get(key, key), **one} for key, one in said["rules"].items()],
    }


@officer_page(P.WATCH_MANAGE)
def rule_change(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Points, thresholds and figures of one rule of a draft."""
    row = set_of(request, number)
    house = house_of(row).by_key().get(key)
    if house is None:
        raise NotFound("没有找到这条规则", remedy="请从规则集打开")
    if row.valid_from:
        raise Refusal(f"不能调整{row}", why="该规则集已经启用", remedy="请另拟一套")
    rule = rules_of(row).by_key().get(key)
    declared = figures_declared(key)

    def run(v: dict[str, Any]) -> RuleSet:
        form = rule_form(declared, house.unit)(request.POST)
        form.is_valid()
        return change_rule(
            rule_set=row, rule=key, steps=form.steps, off=v["off"], source=v["source"], by=me(request),
            on=occasion.today(), figures=form.figures,
        )  # fmt: skip

    said = _said(house)
    usual = f"平台数值：{said}。" if said else ""
    return act_page(
        request, rule_form(declared, house.unit), run=run, title=f"调整规则：{house.name}", back_url=reverse("officer:rule_set", args=[number]),
        initial=_initial(rule or house) | {"off": rule is None},
        intro=f"平台规则：{house.words}（{house.source}）。{usual}人数、金额都达到的最高一档计分。", done="已调整，请重新回测。",
    )  # fmt: skip


def _initial(rule: Rule) -> dict[str, Any]:
    found: dict[str, Any] = {f"figure_{name}": value for name, value in told_figures(rule).items()}
    for n, step in enumerate(rule.steps[:STEPS], 1):
        found |= {
            f"points_{n}": step.points,
            f"workers_{n}": step.workers_from,
            f"fen_{n}": step.fen_from or None,
            f"value_{n}": step.value_from or None,
        }
    return found


@officer_page(P.WATCH_MANAGE)
def rule_set_again(request: HttpRequest, number: int) -> HttpResponse:
    """One button: a new draft of the set with all rules of today, what the place changed carried over."""
    row, drafted = set_of(request, number), list[RuleSet]()

    def run() -> None:
        drafted.append(draft_again(rule_set=row, by=me(request), on=occasion.today()))

    answer = press(
        request,
        run,
        back_url=reverse("officer:rule_set", args=[number]),
        done="已另拟一套，本地调整都带过来了。请核对并回测。",
    )
    return HttpResponseRedirect(reverse("officer:rule_set", args=[drafted[0].pk])) if drafted else answer


@officer_page(P.WATCH_MANAGE)
def rule_test(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the warehouse what this set would have said, month by month."""
    row, last = set_of(request, number), month_before(month_before(occasion.today()))

    def run(v: dict[str, Any]) -> BackTest:
        days, today = v["run_after_days"], occasion.today()
        history = history_of(
            settings.NUANXIN_WAGES, first=v["first"], last=v["last"], run_after_days=days, on=today, rules=rules_of(row)
        )
        return run_backtest(rule_set=row, history=history, by=me(request), on=today, **v)

    return act_page(
        request, TestForm, run=run, title=f"回测：{row}", back_url=reverse("officer:rule_set", args=[number]), save="开始回测",
        initial={"first": f"{last.year - 1}-{last.month:02d}", "last": f"{last:%Y-%m}"},
        intro="用历史工资数据逐月模拟：会预警多少、其中多少后来真有投诉（命中）、多少投诉没有预警（漏报）、提前几天。已经补发的工资按现在的数据算作已付。",
        done="回测完成，结果如下。",
    )  # fmt: skip


@officer_page(P.WATCH_MANAGE)
def rule_switch(request: HttpRequest, number: int) -> HttpResponse:
    """From a day on the set raises warnings."""
    row = set_of(request, number)
    return act_page(
        request,
        SwitchForm,
        run=lambda v: switch_on(rule_set=row, valid_from=v["valid_from"], by=me(request), on=occasion.today()),
        title=f"启用：{row}",
        back_url=reverse("officer:rule_set", args=[number]),
        intro="没有按现在的规则回测过的，不能启用。本地正在使用的规则集到启用前一天为止。",
        done="已启用。",
    )


@officer_page(P.WATCH_MANAGE)
def rule_end(request: HttpRequest, number: int) -> HttpResponse:
    """No more warnings by this set."""
    row = set_of(request, number)
    return act_page(
        request,
        EndForm,
        run=lambda v: switch_off(rule_set=row, reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"停用：{row}",
        back_url=reverse("officer:rule_set", args=[number]),
        done="已停用；没有销号的预警仍须办理。",
    )
