"""The forms of sets of rules: drafting, one rule with its figures, the back-test, the switch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from nuanxin.foundation.common import occasion
from nuanxin.watch.monitoring.backtest.running import RUN_AFTER_DAYS, WINDOW_DAYS
from nuanxin.watch.monitoring.months import months_between
from nuanxin.watch.monitoring.risk.declared import FigureOfRule, Step
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm

STEPS = 3  # lines of points that the form offers
MOST_MONTHS = 36


class DraftForm(PatternForm):
    region = forms.ChoiceField(label="适用地")
    name = forms.CharField(label="名称", max_length=80)
    source = forms.CharField(label="依据", max_length=200, help_text="文件名称、文号，或者会议决定")
    red = forms.IntegerField(label="红色起分", min_value=1, max_value=100)
    orange = forms.IntegerField(label="橙色起分", min_value=1, max_value=100)
    yellow = forms.IntegerField(label="黄色起分", min_value=1, max_value=100)
    blue = forms.IntegerField(
        label="蓝色起分",
        min_value=1,
        max_value=100,
        required=False,
        help_text="蓝色只作关注，不要求企业答复；不设的留空",
    )

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]


class RuleForm(PatternForm):
    """Up to three lines: points from so many workers and so much money on, for a signal with a unit of its own from its value on."""

    off = forms.BooleanField(label="本地不用这条规则", required=False)
    points_1 = forms.IntegerField(label="第一档计分", min_value=0, max_value=100, required=False)
    workers_1 = forms.IntegerField(label="第一档：多少人起", min_value=0, required=False)
    fen_1 = YuanField(label="第一档：多少金额起", required=False)
    points_2 = forms.IntegerField(label="第二档计分", min_value=0, max_value=100, required=False)
    workers_2 = forms.IntegerField(label="第二档：多少人起", min_value=0, required=False)
    fen_2 = YuanField(label="第二档：多少金额起", required=False)
    points_3 = forms.IntegerField(label="第三档计分", min_value=0, max_value=100, required=False)
    workers_3 = forms.IntegerField(label="第三档：多少人起", min_value=0, required=False)
    fen_3 = YuanField(label="第三档：多少金额起", required=False)
    source = forms.CharField(label="依据", max_length=200)

    named: tuple[FigureOfRule, ...] = ()

    @property
    def figures(self) -> dict[str, int]:
        """Those that a place may change, as they were filled; what is empty stays the house's."""
        asked = ((one.name, self.cleaned_data.get(f"figure_{one.name}")) for one in self.named if not one.fixed)
        return {name: value for name, value in asked if value is not None}

    @property
    def steps(self) -> list[Step]:
        """The lines that were filled."""
        v = self.cleaned_data
        return [
            Step(v[f"points_{n}"], v[f"workers_{n}"] or 1, v[f"fen_{n}"] or 0, v.get(f"value_{n}") or 0)
            for n in range(1, STEPS + 1)
            if v[f"points_{n}"] is not None
        ]


def rule_form(figures: Sequence[FigureOfRule], unit: str) -> type[RuleForm]:
    """The form of one rule: with its own figures, and with values where its signal has a unit."""
    own = {f"figure_{one.name}": _figure_field(one) for one in figures}
    values = (
        {
            f"value_{n}": forms.IntegerField(
                label=f"第{word}档：数值多少起", min_value=0, required=False, help_text=f"单位：{unit}"
            )
            for n, word in enumerate("一二三", 1)
        }
        if unit
        else {}
    )
    steps = tuple(f"{name}_{n}" for n in range(1, STEPS + 1) for name in ("points", "workers", "fen", "value"))
    sections = (("", ("off",)), ("规则内的数值", tuple(own)), ("计分", steps), ("", ("source",)))
    kept = tuple((title, names) for title, names in sections if names)
    return type("OneRuleForm", (RuleForm,), {**own, **values, "named": tuple(figures), "sections": kept})


def _figure_field(one: FigureOfRule) -> forms.IntegerField:
    label = f"{one.label}（{one.unit}）"
    if one.fixed:
        return forms.IntegerField(label=label, required=False, disabled=True, help_text=one.why_fixed)
    help_text = f"{one.least}到{one.most}{one.unit}；留空的用平台的数值"
    return forms.IntegerField(label=label, required=False, min_value=one.least, max_value=one.most, help_text=help_text)


class TestForm(PatternForm):
    first = forms.CharField(label="起始月份", help_text="如 2023-01", max_length=7)
    last = forms.CharField(label="截止月份", max_length=7)
    run_after_days = forms.IntegerField(
        label="月末后第几天预警", min_value=1, max_value=90, initial=RUN_AFTER_DAYS, help_text="平台默认，可调整"
    )
    window_days = forms.IntegerField(
        label="几天内来投诉算命中", min_value=1, max_value=730, initial=WINDOW_DAYS, help_text="平台默认，可调整"
    )

    def _month(self, name: str) -> date:
        try:
            return date.fromisoformat(f"{self.cleaned_data[name].strip()}-01")
        except ValueError as wrong:
            raise forms.ValidationError("请按“2023-01”的样子填写月份。") from wrong

    def clean_first(self) -> date:
        return self._month("first")

    def clean_last(self) -> date:
        return self._month("last")

    def clean(self) -> dict[str, Any]:
        v = super().clean() or {}
        first, last = v.get("first"), v.get("last")
        if (
            isinstance(first, date)
            and isinstance(last, date)
            and not 1 <= len(months_between(first, last)) <= MOST_MONTHS
        ):
            self.add_error("last", f"截止月份应不早于起始月份，最多{MOST_MONTHS}个月。")
        return v


class SwitchForm(PatternForm):
    valid_from = DayField(label="启用日期", initial=occasion.today)


class EndForm(PatternForm):
    reason = forms.CharField(label="停用理由", max_length=200)
