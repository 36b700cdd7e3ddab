"""Deciding between two values of one field, and putting a phone's answers to a visit recorded at a desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.watch.inspection.field.deciding import Conflict, conflicts_of, decide_field
from nuanxin.watch.inspection.field.settling import AT_DESK, attach_to_visit
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.field.lists import row_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm


class DecideForm(PatternForm):
    """The values side by side, the author and time of each."""

    chosen = forms.ChoiceField(label="以哪一个为准", widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", max_length=200)

    def __init__(self, *args: Any, conflict: Conflict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (str(edit.key), f"{words}（{edit.by.name} {edit.made_at.astimezone(occasion.BEIJING):%m-%d %H:%M}）")
            for edit, words in conflict.sides
        ]


class AttachForm(PatternForm):
    """Nothing to fill in."""


@officer_page(Permission.INSPECTION_RECORD)
def field_decide(request: HttpRequest, number: int) -> HttpResponse:
    """`?field=`: one field with several values."""
    row, name = row_of(request, number), request.GET.get("field", "")
    back = reverse("officer:field_visit", args=[number])
    conflict = next((one for one in conflicts_of(row) if one.field == name), None)
    if conflict is None:
        raise Refusal("不能选定", why="这一项没有不同填写，或者已经选定", remedy="请返回外勤检查页面核对")
    return act_page(
        request,
        DecideForm,
        run=lambda v: decide_field(
            row=row, field=name, chosen=UUID(v["chosen"]), reason=v["reason"], by=me(request), on=occasion.today()
        ),
        title=f"选定：{conflict.label}",
        intro="两份填写都保留，选定的作为检查记录的内容；选定记入审计。",
        form_kwargs={"conflict": conflict},
        back_url=back,
        done="已选定。",
    )


@officer_page(Permission.INSPECTION_RECORD)
def field_attach(request: HttpRequest, number: int) -> HttpResponse:
    """The visit was recorded at a desk as well."""
    row = row_of(request, number)
    if AT_DESK not in row.waits:
        raise Refusal("不能附到检查记录", why="没有在办公室登记的检查，或者已经附上", remedy="请返回外勤检查页面核对")
    return act_page(
        request,
        AttachForm,
        run=lambda v: attach_to_visit(row=row, by=me(request), on=occasion.today()),
        title=f"附到办公室登记的检查：{row.employer.name} {row.visited_on}",
        intro="人数、欠薪、整改期限以办公室登记的为准；手机上的检查清单回答附到该记录。手机的填写照原样保留。",
        back_url=reverse("officer:field_visit", args=[number]),
        save="附上",
        done="已附到检查记录。",
    )
