"""合并提醒: one's own choice to get what is not urgent as one message at chosen hours."""

from __future__ import annotations

from datetime import time
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.notifications.merging import MERGED, choose_merging, hours_of, wish_of
from nuanxin.foundation.notifications.texts import kinds
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, own_page
from nuanxin.web.patterns.forms import PatternForm

HOURS = tuple((f"{hour:02d}:{minute:02d}", f"{hour:02d}:{minute:02d}") for hour, minute in (
    (8, 30), (9, 0), (10, 0), (11, 0), (14, 0), (15, 0), (16, 0), (17, 0),
))  # fmt: skip


class MergingForm(PatternForm):
    """Hours, and kinds that come by themselves."""

    hours = forms.MultipleChoiceField(
        label="合并发送的时间", choices=HOURS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="最多选3个，只在工作日（含调休上班日）发送。一个都不选，就是每条单独发送。",
    )  # fmt: skip
    apart = forms.MultipleChoiceField(
        label="仍然单独发送的种类", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="勾选的种类不合并，有一条发一条。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(key, name) for key, name in kinds().items() if key != MERGED and not key.startswith("urgent_")]
        cast(forms.MultipleChoiceField, self.fields["apart"]).choices = names


@own_page
def merging(request: HttpRequest) -> HttpResponse:
    """The form; what is chosen holds from now on."""
    staff = me(request)
    wish = wish_of(staff)
    return act_page(
        request,
        MergingForm,
        run=lambda values: choose_merging(
            hours=[time.fromisoformat(one) for one in values["hours"]],
            apart=values["apart"],
            by=staff,
            calendar=calendar_for(staff.unit.region_id if staff.unit else "000000"),
        ),
        title="合并提醒",
        back_url=reverse("officer:inbox"),
        intro="到选定的时间，把积下的提醒合成一条站内消息和一条短信，写明各有几条，点开逐条办理。紧急提示不合并，随时发送；只有一条时照原样发送。",
        initial={"hours": [f"{one:%H:%M}" for one in hours_of(wish)], "apart": wish.apart} if wish else {},
        save="保存",
        done="已保存。",
        context={"crumbs": [("工作台", reverse("officer:desk")), ("消息", reverse("officer:inbox")), ("合并提醒", "")]},
    )
