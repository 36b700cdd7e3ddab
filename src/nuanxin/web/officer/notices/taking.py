"""A notice is handed in; the machine reads it, a person goes over the reading."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.taking import take_notice
from nuanxin.command.notices.file_reading import read_notice
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Unit
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

LARGEST = 20 * 2**20
ENDINGS = (".txt", ".docx", ".pdf")


class NoticeForm(PatternForm):
    """The file, for which unit, when it came."""

    file = forms.FileField(label="通知文件（.docx、.pdf、.txt，20 MB 以内）", help_text="扫描件没有文字层的，请先请来文单位提供电子版")  # fmt: skip
    unit = forms.ModelChoiceField(label="收文单位", queryset=Unit.objects.none(), empty_label=None)
    received_on = DayField(label="收文日期", not_after=occasion.today)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"文件超过{LARGEST // 2**20} MB，请只上传通知正文和附表。")
        if Path(file.name).suffix.lower() not in ENDINGS:
            raise forms.ValidationError("请上传 .docx、.pdf 或 .txt 文件。")
        return file


def _read(content: bytes, name: str) -> tuple[str, dict[str, Any]]:
    """(text, reading). BadInput where the file holds nothing that can be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"notice{Path(name).suffix.lower()}"
        path.write_bytes(content)
        reading = read_notice(path)
    source = reading.pop("source")
    return source.pop("text"), {**reading, "source": {**source, "file": name}}


@officer_page(P.CAMPAIGN_MANAGE)
def notice_take(request: HttpRequest) -> HttpResponse:
    """Upload, read, and go on to the review."""
    units = Unit.objects.filter(pk__in=[post.unit_id for post in posts_of(me(request))]).order_by("pk")

    def run(v: dict[str, Any]) -> Notice:
        content = v["file"].read()
        text, reading = _read(content, v["file"].name)
        return take_notice(
            unit=v["unit"], content=content, name=v["file"].name, text=text, reading=reading,
            received_on=v["received_on"], on=occasion.today(), by=me(request),
        )  # fmt: skip

    return act_page(
        request, NoticeForm, run=run, title="登记来文", back_url=reverse("officer:notices"), save="上传并识读",
        intro="系统读出任务、期限、指标和报表，逐条标出所据的原文；有疑问的会标明。请核对、更正后确认。",
        initial={"received_on": occasion.today()}, form_kwargs={"units": units}, done="已登记并识读，请逐项核对。",
        next_url=lambda made: reverse("officer:notice", args=[made.pk]),
        context={"crumbs": [("工作台", reverse("officer:desk")), ("来文台账", reverse("officer:notices")), ("登记来文", "")]},
    )  # fmt: skip
