"""The form at the telephone and the counter: what must be asked comes first, everything else may stay blank."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.money import parse_yuan
from nuanxin.foundation.common.text import half_width
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.registration import ClaimFacts, ClueFacts, ReporterFacts
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm

YES_NO = (("", "未说明"), ("yes", "是"), ("no", "否"))
MOST_TEXT = 20_000
DESK_CHANNELS = (
    Channel.P12333,
    Channel.VISIT,
    Channel.RECEPTION,
    Channel.P12345,
    Channel.P12348,
    Channel.LETTER,
    Channel.PETITION,
    Channel.DEPARTMENT,
    Channel.OPINION,
    Channel.INSPECTION,
    Channel.MONITORING,
    Channel.WEB,
)


def _short(label: str, size: int = 0, **more: Any) -> forms.CharField:
    attrs = {"autocomplete": "off"} | more.pop("attrs", {})
    return forms.CharField(
        label=label, required=False, max_length=size or 200, widget=forms.TextInput(attrs=attrs), **more
    )


def _yes_no(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=YES_NO)


class CounterForm(PatternForm):
    """Fields in the order in which they are asked on the telephone."""

    channel = forms.ChoiceField(label="渠道", choices=[(one.value, one.label) for one in DESK_CHANNELS])
    kind = forms.ChoiceField(label="性质", choices=ClueKind.choices, initial=ClueKind.COMPLAINT)
    received_on = DayField(label="收到日期", not_after=occasion.today)
    name = _short("反映人姓名", 40)
    phone = _short("联系电话", 30, attrs={"inputmode": "tel"})
    id_number = _short("证件号码", 30)
    migrant = forms.ChoiceField(label="农民工", required=False, choices=YES_NO, initial="yes")
    anonymous = forms.BooleanField(label="匿名举报", required=False)
    employer = _short("用人单位", attrs={"placeholder": "不知道可留空，填地点或电话"})
    project = _short("项目（工地）名称")
    sector = forms.ChoiceField(label="行业领域", required=False, choices=[("", "未说明"), *Sector.choices])
    region = forms.ChoiceField(label="用工所在地")
    place = _short("具体地点")
    owed_from = _short("欠薪起", 10, attrs={"placeholder": "2023-06"})
    owed_to = _short("欠薪止", 10, attrs={"placeholder": "2023-12"})
    persons = forms.IntegerField(label="涉及人数", required=False, min_value=1)
    migrant_persons = forms.IntegerField(label="其中农民工", required=False, min_value=0)
    amount_fen = YuanField(label="欠薪金额", required=False)
    demand = forms.CharField(
        label="诉求要点", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    credit_code = _short("统一社会信用代码", 30)
    migrant_amount_fen = YuanField(label="其中农民工金额", required=False)
    government = _yes_no("政府投资项目")
    state_firm = _yes_no("国企项目")
    new_form = _yes_no("新就业形态")
    external_number = _short("外部编号（转来单号）", 60)
    roster = forms.CharField(
        label="逐人名单",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "张三 13800000000 12000"}),
        help_text="每行一人：姓名 证件号码 电话 金额（元），用空格或逗号隔开，后三项可缺；可直接从表格粘贴",
    )
    assisted_by = _short("代为登记人（村干部、律师、热线坐席等）", 60)
    consent = forms.BooleanField(label="本人同意由其代为登记", required=False)
    consent_how = _short("同意方式", 60, attrs={"placeholder": "电话录音 / 当面签字"})
    reception_leader = _short("接访领导", 40)
    checked = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label="粘贴工单、来信、聊天记录的原文",
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, regions: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = list(regions)  # type: ignore[attr-defined]

    def clean_roster(self) -> tuple[ClaimFacts, ...]:
        """Each line as a claim; a line that cannot be read is named by its number."""
        claims, wrong = [], []
        for row, line in enumerate(self.cleaned_data["roster"].splitlines(), 1):
            if line.strip():
                try:
                    claims.append(claim_of(line))
                except ValueError as fault:
                    wrong.append(f"第{row}行：{fault}")
        if wrong:
            raise ValidationError(wrong)
        return tuple(claims)

    def clean(self) -> dict[str, Any]:
        """Assisted entry needs the helper's name and the worker's consent, or neither."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("assisted_by") and not values.get("consent"):
            self.add_error("consent", "代为登记须经劳动者本人同意，请核实后勾选。")
        if values.get("assisted_by") and not values.get("consent_how"):
            self.add_error("consent_how", "请写明本人怎样表示同意。")
        if values.get("consent") and not values.get("assisted_by"):
            self.add_error("assisted_by", "请填写代为登记人的姓名和身份。")
        return values


def claim_of(line: str) -> ClaimFacts:
    """姓名 证件号 电话 金额 in any order after the name; ValueError (Chinese) names what is not understood."""
    name, *rest = half_width(line).replace("，", " ").replace(",", " ").replace("、", " ").split()
    found: dict[str, Any] = {}
    for word in rest:
        digits = word.replace("-", "")
        if len(digits) == 18 and digits[:17].isdigit():
            found["id_number"] = digits
        elif len(digits) == 11 and digits.isdigit() and digits.startswith("1"):
            found["phone"] = digits
        elif "amount_fen" not in found:
            found["amount_fen"] = parse_yuan(word)
        else:
            raise ValueError(f"“{word}”看不出是证件号、电话还是金额")
    return ClaimFacts(name=name, **found)


def yes_no(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


def facts_of(values: dict[str, Any], *, on: date) -> ClueFacts:
    """What the form says, as the act wants it. Works on a half-filled form too."""
    text = {name: str(values.get(name) or "").strip() for name in CounterForm.base_fields}
    anonymous = bool(values.get("anonymous"))
    known = text["name"] or text["phone"] or text["id_number"] or anonymous
    reporter = ReporterFacts(
        name="" if anonymous else text["name"],
        id_number="" if anonymous else text["id_number"],
        phone=text["phone"],
        migrant=yes_no(text["migrant"]),
        anonymous=anonymous,
    )
    notes = {
        key: value
        for key, value in (("assisted_consent", text["consent_how"]), ("reception_leader", text["reception_leader"]))
        if value
    }
    return ClueFacts(
        channel=Channel(text["channel"] or Channel.P12333),
        kind=ClueKind.REPORT if anonymous else ClueKind(text["kind"] or ClueKind.COMPLAINT),
        region=text["region"],
        received_on=values.get("received_on") or on,
        reporters=(reporter,) if known else (),
        claims=values.get("roster") or (),
        external_number=text["external_number"],
        employer_name=text["employer"],
        credit_code=text["credit_code"],
        project_name=text["project"],
        sector=text["sector"],
        place=text["place"],
        owed_from=text["owed_from"],
        owed_to=text["owed_to"],
        persons=values.get("persons"),
        migrant_persons=values.get("migrant_persons"),
        amount_fen=values.get("amount_fen"),
        migrant_amount_fen=values.get("migrant_amount_fen"),
        government=yes_no(text["government"]),
        state_firm=yes_no(text["state_firm"]),
        new_form=yes_no(text["new_form"]),
        demand=text["demand"],
        text=text["text"],
        assisted_by=text["assisted_by"],
        notes=notes,
    )
