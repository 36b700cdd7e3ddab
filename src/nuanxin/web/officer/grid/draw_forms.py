"""Forms of the double random draw: the lists before the lock, the seed, the reason of a void."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.draw.running import parties_of
from nuanxin.web.officer.grid.seeing import RegionChoice, planned_regions
from nuanxin.web.officer.relief.firms.forms import long_text, staff_near
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


class LockForm(PatternForm):
    """Who may be drawn, who goes, from where the seed will come."""

    name = forms.CharField(label="名称", max_length=100)
    document = forms.CharField(label="依据", max_length=200, help_text="抽查计划或者通知的名称、文号")
    region = RegionChoice(label="区划", queryset=Region.objects.none())
    kind = forms.ChoiceField(label="对象", choices=[("employer", "用人单位"), ("project", "项目（标段）")])
    percent = forms.IntegerField(
        label="抽取比例（%）", min_value=1, max_value=100, help_text="每个行业分别按比例抽取，不足一个的抽一个"
    )
    excluded = long_text(
        "排除的对象", 4000, rows=3, required=False, help_text="每行一个：名称：理由。例如：某某公司：已停产"
    )
    inspectors = forms.ModelMultipleChoiceField(
        label="参加抽取的检查人员", queryset=Staff.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    conflicts = long_text(
        "需要回避的",
        4000,
        rows=3,
        required=False,
        help_text="每行一个：姓名：对象名称：理由。包保责任人对自己包保的对象自动回避",
    )
    first = DayField(label="检查开始日期", initial=occasion.today)
    last = DayField(label="检查结束日期")
    seed_from = forms.CharField(
        label="种子来源",
        max_length=200,
        help_text="事先公布、谁也不能预知的数，例如：1月11日福彩双色球开奖号码，或者现场掷骰",
    )
    sections = (
        ("抽查", ("name", "document", "first", "last")),
        ("检查对象", ("region", "kind", "percent", "excluded")),
        ("检查人员", ("inspectors", "conflicts")),
        ("种子", ("seed_from",)),
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = planned_regions(staff)
        self.fields["region"].queryset = near  # type: ignore[attr-defined]
        self.fields["region"].initial = near.first()
        people: Any = self.fields["inspectors"]
        people.queryset = staff_near(near).filter(posts__duty__in=("inspector", "inspection_head")).distinct()
        people.label_from_instance = lambda one: f"{one.name}（{one.unit.short_name if one.unit else ''}）"

    def clean(self) -> dict[str, Any]:
        """Names in the lines become parties and people; every fault is named."""
        values = super().clean() or {}
        if not {"region", "kind", "inspectors"} <= set(values):
            return values
        parties = {one.name: one for one in parties_of(values["region"].pk, values["kind"])}
        people = {one.name: one for one in values["inspectors"]}
        values["excluded"] = self._excluded(values.get("excluded") or "", parties)
        values["conflicts"] = self._conflicts(values.get("conflicts") or "", parties, people)
        return values

    def _excluded(self, text: str, parties: dict[str, Employer | Project]) -> dict[int, str]:
        found, wrong = {}, []
        for number, line in _lines(text):
            name, _, why = line.partition("：")
            if name.strip() not in parties or not why.strip():
                wrong.append(f"第{number}行：名录中没有“{name.strip()}”，或者没有写理由。")
            else:
                found[parties[name.strip()].pk] = why.strip()
        if wrong:
            self.add_error("excluded", ValidationError(wrong))
        return found

    def _conflicts(
        self, text: str, parties: dict[str, Employer | Project], people: dict[str, Staff]
    ) -> dict[tuple[int, int], str]:
        found, wrong = {}, []
        for number, line in _lines(text):
            person, _, rest = line.partition("：")
            name, _, why = rest.partition("：")
            if person.strip() not in people or name.strip() not in parties or not why.strip():
                wrong.append(f"第{number}行：没有找到“{person.strip()}”或者“{name.strip()}”，或者没有写理由。")
            else:
                found[people[person.strip()].pk, parties[name.strip()].pk] = why.strip()
        if wrong:
            self.add_error("conflicts", ValidationError(wrong))
        return found


def _lines(text: str) -> list[tuple[int, str]]:
    rows = enumerate(text.replace(":", "：").splitlines(), 1)
    return [(number, line) for number, line in rows if line.strip()]


class SeedForm(PatternForm):
    seed = forms.CharField(label="公布的种子", max_length=100, help_text="照公布的写法原样填写")
    witness = forms.CharField(label="监督人", max_length=100, help_text="单位、姓名")


class VoidForm(PatternForm):
    why = forms.CharField(label="作废理由", max_length=200)
