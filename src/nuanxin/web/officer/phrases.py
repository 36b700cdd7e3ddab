"""Standard texts: what is offered, for what, since when, how often it went out; a head adds and ends those of his unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, holds, may
from nuanxin.rights.intake.answer.checking import NAMES, Use
from nuanxin.rights.intake.answer.phrase_rows import USES, StandardText
from nuanxin.rights.intake.answer.phrases import FIELDS, LONGEST, add_text, end_text, phrases, uses
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.web.officer import queues
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.clues.acts.forms import long_text, short_text
from nuanxin.web.officer.clues.acts.replies import ELSEWHERE_CLOSED
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

ABOUT = [("", "不限")]
ABOUT += [(c.value, f"办结：{c.label}") for c in Conclusion if c not in ELSEWHERE_CLOSED]
ABOUT += [(key, f"不予受理：{name}") for key, name in NAMES.items()]
HOUSE = "house"


class TextForm(PatternForm):
    """One text."""

    scope = forms.ChoiceField(label="适用范围")
    use = forms.ChoiceField(label="用于", choices=USES)
    about = forms.ChoiceField(label="结论或者情形", choices=ABOUT, required=False)
    title = short_text("名称", size=30)
    body = long_text(
        "内容", rows=5, help_text=f"最多{LONGEST}字。自动填入：" + "、".join(f"{{{k}}}{n}" for k, n in FIELDS.items())
    )
    valid_from = DayField(label="启用日期")

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(pk__in=_kept_units(staff)).order_by("pk")
        scopes = [(str(unit.pk), f"本单位：{unit.short_name}") for unit in units]
        scopes += [(HOUSE, "全系统")] if holds(staff, Permission.STAFF_MANAGE) else []
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]


@officer_page(Permission.CLUE_HANDLE, Permission.STAFF_MANAGE)
def standard_texts(request: HttpRequest) -> HttpResponse:
    """Texts in force for the person's units, with the number of their uses there."""
    staff = me(request)
    units = queues.own_units(staff)
    counted = uses(units)
    kept = _kept_units(staff)
    names = {unit.pk: unit.short_name for unit in Unit.objects.filter(pk__in=units)}
    labels, about = dict(USES), dict(ABOUT)
    house = holds(staff, Permission.STAFF_MANAGE)
    rows = [
        {
            "phrase": one,
            "use": labels[one.use],
            "about": about.get(one.about, "") if one.about else "",
            "scope": names.get(one.unit or 0, "全系统"),
            "used": counted[one.key],
            "row": one.key.removeprefix("row:") if one.key.startswith("row:") else "",
            "may_end": one.key.startswith("row:") and (one.unit in kept if one.unit else house),
        }
        for one in sorted(phrases(units, occasion.today()), key=lambda one: (list(labels).index(one.use), one.about))
    ]
    context = {
        "rows": rows,
        "may_add": bool(kept) or house,
        "crumbs": [("工作台", reverse("officer:desk")), ("常用语", "")],
    }
    return render(request, "officer/phrases.html", context)


@officer_page(Permission.CLUE_ASSIGN, Permission.STAFF_MANAGE)
def standard_text_new(request: HttpRequest) -> HttpResponse:
    """Add one."""
    staff = me(request)
    return act_page(
        request,
        TextForm,
        run=lambda v: add_text(
            unit=None if v["scope"] == HOUSE else Unit.objects.get(pk=v["scope"]),
            use=Use(v["use"]),
            about=v["about"],
            title=v["title"],
            body=v["body"],
            valid_from=v["valid_from"],
            by=staff,
            on=occasion.today(),
        ),
        title="新增常用语",
        back_url=reverse("officer:standard_texts"),
        intro="内容有变的，停用旧的、新增一条；已经发出的答复不变。",
        initial={"valid_from": occasion.today()},
        form_kwargs={"staff": staff},
        save="保存",
        done="已新增。",
    )


@officer_page(Permission.CLUE_ASSIGN, Permission.STAFF_MANAGE)
def standard_text_end(request: HttpRequest, number: int) -> HttpResponse:
    """The button 停用."""
    found = StandardText.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这条常用语", remedy="请从常用语页面选择")
    return press(
        request,
        lambda: end_text(text=found, by=me(request), on=occasion.today()),
        back_url=reverse("officer:standard_texts"),
        done="已停用，明天起不再提供。",
    )


def _kept_units(staff: Staff) -> list[int]:
    """The units whose texts the person keeps."""
    units = Unit.objects.filter(pk__in=queues.own_units(staff))
    return [unit.pk for unit in units if may(staff, Permission.CLUE_ASSIGN, FileFacts(unit.region_id, unit.pk))]
