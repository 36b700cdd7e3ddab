"""What a paper speaks of: a campaign, an area, a window, perhaps one unit; as known on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.counters.facts import Window
from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.organisations.models import Region, Unit

MEASURE_FACTS = ("cause", "words", "answer_by")
CAMPAIGN_FACTS = (
    "campaign", "campaign_number", "unit", "matter", "addressees", "goals", "basis", "above_title", "above_number",
    "above_issuer",
)  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """`subject`: the one unit that a notice of interview or a row of a list is about; `measure`: the step that it is on."""

    campaign: Campaign | None
    region: Region
    start: date
    end: date
    as_of: date
    subject: Unit | None = None
    measure: UnitMeasure | None = None
    cites_filed: bool = False  # figures that a filed report says are taken from it

    @property
    def last(self) -> date:
        """The last day that counts."""
        return min(self.end, self.as_of)

    @property
    def drive(self) -> Campaign:
        """The campaign, of a paper that is drafted on one."""
        assert self.campaign is not None, "only a paper on a step does without"
        return self.campaign

    @property
    def window(self) -> Window:
        return Window(self.region.pk, self.start, self.end, self.as_of)

    def over(self, which: str) -> Scope:
        """The same for the stretch before, or for all since the campaign began."""
        if which == "whole":
            began = self.drive.start or self.drive.issued_on or self.start
            return replace(self, start=min(began, self.start))
        if which == "before":
            return replace(self, start=_before(self.start, self.end), end=self.start - timedelta(days=1))
        return self

    def facts(self) -> dict[str, str]:
        """What the text may name."""
        return {
            "region": self.region.name,
            "period": period(self.start, self.end),
            "day": chinese_day(self.last),
            "subject": self.subject.name if self.subject else "",
            **_of_campaign(self.campaign),
            **_of_measure(self.measure),
        }


def _of_campaign(campaign: Campaign | None) -> dict[str, str]:
    if campaign is None:
        return dict.fromkeys(CAMPAIGN_FACTS, "") | {"addressees": "【主送机关】"}
    above: Any = campaign.above or campaign
    taking_part = campaign.participants.select_related("unit").order_by("unit__region_id", "unit_id")
    return {
        "campaign": campaign.title,
        "campaign_number": campaign.document_number,
        "unit": campaign.unit.name,
        "matter": f"在{campaign.title}中，",
        "addressees": "、".join(one.unit.name for one in taking_part) or "【主送机关】",
        "goals": "；".join(map(str, campaign.goals)) or "【目标】",
        "basis": "、".join(map(str, campaign.basis)) or campaign.title,
        "above_title": above.title,
        "above_number": f"（{above.document_number}）" if above.document_number else "",
        "above_issuer": "、".join(map(str, above.issuer)) or above.unit.name,
    }


def _of_measure(measure: UnitMeasure | None) -> dict[str, str]:
    if measure is None:
        return dict.fromkeys(MEASURE_FACTS, "")
    due = measure.answer_due_on
    return {
        "unit": measure.by_unit.name,
        "cause": measure.get_cause_display(),
        "words": sentence(measure.text),
        "answer_by": f"于{chinese_day(due)}前" if due else "【整改时限】",
    }


def sentence(text: str) -> str:
    """Words of several lines as one run that ends."""
    said = "".join(line.strip() for line in text.splitlines())
    return said if said.endswith(("。", "！", "？", "；")) else f"{said}。"


def _before(start: date, end: date) -> date:
    """Where the stretch before begins: the month before a whole month, else as many days."""
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and start.month == end.month:
        return (start - timedelta(days=1)).replace(day=1)
    return start - (end - start) - timedelta(days=1)


def period(start: date, end: date) -> str:
    """2024年1月 for a whole month, else from day to day."""
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{start.year}年{start.month}月"
    return f"{chinese_day(start)}至{chinese_day(end)}"
