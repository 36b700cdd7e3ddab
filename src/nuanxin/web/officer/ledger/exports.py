"""The whole ledger out: asked for with a purpose, let go by the head where it is large, taken once; all on record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.ledger.exporting import count_clues, export_ledger
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.exports.approving import (
    SETTING,
    USABLE_FOR,
    ask_export,
    decide_export,
    limit_at,
    needs_approval,
    use_approval,
    waiting_for,
    why_not_usable,
)
from nuanxin.foundation.organisations.exports.models import ExportRequest
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, holds, must
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page, only_post
from nuanxin.web.officer.ledger.sheets import sent
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

SHOWN = 20
INTRO = (
    "导出整本台账（线索、办理、文书、检查），含完整身份信息，用于移交或换系统；每页带导出人水印，导出记入审计。"
    "日常统计请在线索台账导出，不含身份。"
)


class ExportForm(PatternForm):
    """Which part of the ledger, and what for."""

    region = forms.ChoiceField(label="区划")
    start = DayField(label="收到日期 起", required=False)
    end = DayField(label="收到日期 止", required=False)
    reason = forms.CharField(label="导给谁、做什么用", max_length=300)

    def __init__(self, *args: Any, regions: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = list(regions)  # type: ignore[attr-defined]


class DecisionForm(PatternForm):
    """The head's word."""

    approved = forms.ChoiceField(label="决定", choices=[("yes", "同意"), ("no", "不同意")], widget=forms.RadioSelect)
    note = forms.CharField(label="意见（不同意的必填）", max_length=300, required=False)


@officer_page(Permission.EXPORT)
def export_page(request: HttpRequest) -> HttpResponseBase:
    """Ask, see what became of it, take the file; the head decides here too."""
    staff = me(request)
    form = ExportForm(request.POST or None, regions=visible_regions(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _go(request, form.cleaned_data)
        except (BadInput, Refusal) as wrong:
            form.add_error(None, str(wrong))
    own = ExportRequest.objects.filter(asked_by=staff).select_related("region", "decided_by")[:SHOWN]
    limit = limit_at(staff.unit.region_id, occasion.today()) if staff.unit else None
    rule = "每次导出都要本单位负责人批准" if limit is None else f"超过 {limit} 条线索的，要负责人批准"
    context = {
        "form": form,
        "title": "导出台账",
        "save": "申请导出",
        "back_url": reverse("officer:desk"),
        "intro": f"{INTRO}{rule}（地方设置 {SETTING}）；批准后{USABLE_FOR.total_seconds() / 3600:.0f}小时内由申请人本人导出一次。",
        "own": [(one, *_state(one)) for one in own],
        "waiting": waiting_for(staff),
        "crumbs": [("工作台", reverse("officer:desk")), ("导出台账", "")],
    }
    return render(request, "officer/ledger/export.html", context, status=422 if form.errors else 200)


def _state(asked: ExportRequest) -> tuple[str, bool]:
    """What became of a request in words, and whether the file may be taken now."""
    why = why_not_usable(approved=asked.approved, decided_at=asked.decided_at, used_at=asked.used_at, at=occasion.now())
    return why or "已批准，可以导出", not why


def _go(request: HttpRequest, v: dict[str, Any]) -> HttpResponseBase:
    staff, today = me(request), occasion.today()
    _whole_identities(staff, v["region"])
    window = {"region": v["region"], "start": v["start"], "end": v["end"]}
    if v["start"] and v["end"] and v["start"] > v["end"]:
        raise Refusal("不能导出", why="收到日期的起晚于止", remedy="请核对日期")
    rows = count_clues(**window)
    limit = limit_at(v["region"], today)
    if not needs_approval(rows=rows, limit=limit):
        return _file(window, staff)
    region = Region.objects.get(pk=v["region"])
    ask_export(
        region=region, start=v["start"], end=v["end"], rows=rows, reason=v["reason"], by=staff, at=occasion.now()
    )
    messages.success(request, f"已申请导出 {rows} 条线索，负责人批准后在本页下载。")
    return HttpResponseRedirect(reverse("officer:export"))


def _whole_identities(staff: Staff, region: str) -> None:
    """Both rights are needed: to export, and to see identities."""
    if not holds(staff, Permission.IDENTITY_UNMASK) or not areas(staff, Permission.EXPORT):
        raise Refusal(
            "不能导出整本台账",
            why="整本台账含完整身份信息，需要同时有导出和查看身份的权限",
            remedy="不含身份的请在线索台账导出",
        )
    must(staff, Permission.EXPORT, FileFacts(region, staff.unit_id, staff.pk), doing="导出台账")


def _file(window: dict[str, Any], staff: Staff) -> HttpResponseBase:
    return sent(lambda path: export_ledger(path=path, by=staff, **window), f"台账{window['region']}.xlsx")


@officer_page(Permission.EXPORT)
def export_file(request: HttpRequest, number: int) -> HttpResponseBase:
    """Take the approved file, once."""
    only_post(request)
    asked = ExportRequest.objects.filter(pk=number, asked_by=me(request)).first()
    if asked is None:
        raise NotFound("没有找到这个申请", remedy="请从导出台账页面打开")
    _whole_identities(me(request), asked.region_id)
    with transaction.atomic():  # no file, no use of the approval
        use_approval(asked=asked, by=me(request), at=occasion.now())
        return _file({"region": asked.region_id, "start": asked.start, "end": asked.end}, me(request))


@officer_page(Permission.EXPORT_APPROVE)
def export_decide(request: HttpRequest, number: int) -> HttpResponse:
    """Let it go or not."""
    asked = waiting_for(me(request)).filter(pk=number).first()
    if asked is None:
        raise NotFound("没有找到等待您批准的申请", remedy="请从导出台账页面打开")
    window = f"收到日期 {asked.start or '不限'} 至 {asked.end or '不限'}"
    return act_page(
        request,
        DecisionForm,
        run=lambda v: decide_export(
            asked=asked, approved=v["approved"] == "yes", note=v["note"], by=me(request), at=occasion.now()
        ),
        title=f"批准导出：{asked.asked_by.name}",
        back_url=reverse("officer:export"),
        intro=f"{asked.region.name}，{window}，{asked.rows} 条线索，含完整身份信息。用途：{asked.reason}",
        done="已决定。",
    )
