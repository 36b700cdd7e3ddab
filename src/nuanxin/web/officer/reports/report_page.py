"""One area's report: prepare, explain, enter by hand, sign, file; return, accept, unlock; what changed since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from nuanxin.command.reporting.definitions import form_of
from nuanxin.command.reporting.differences import later_changes
from nuanxin.command.reporting.drafting import STANDING, filled_form, flat_figures, frozen_window, signature
from nuanxin.command.reporting.drill import drill
from nuanxin.command.reporting.filing import MAKERS_FIELDS, OPEN, explain, file_report, prepare, sign
from nuanxin.command.reporting.forms.checking import cell_name
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.models import HandEntry, Report, ReportEvent, ReportState
from nuanxin.command.reporting.reviewing import accept_report, return_report, unlock
from nuanxin.command.reporting.rounds.entering import enter_by_hand
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import FileFacts, may, must
from nuanxin.rights.intake.files.stored import put_under_scanner, refuse_held
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.reports.exchanged.carried import carried_cell, carried_of
from nuanxin.web.officer.reports.looking import file_of
from nuanxin.web.officer.reports.rounds import reports_for
from nuanxin.web.officer.reports.rows import cell_page
from nuanxin.web.officer.reports.sheet import sheet_context
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm

MOST_ATTACHED = 20 * 2**20
FIELD_WORDS = {"checked": "检查数", "arrears": "欠薪数", "cases": "件数", "persons": "人数", "amount_fen": "金额"}
KINDS = {
    "prepared": "从台账生成",
    "by_hand": "手工填报",
    "entered": "填报",
    "explained": "填写情况说明",
    "signed": "签署",
    "filed": "上报",
    "returned": "退回",
    "accepted": "接收",
    "locked": "锁定",
    "unlocked": "解锁",
    "carried": "导入",
}


class PrepareForm(PatternForm):
    as_of = DayField(label="数据截至", help_text="当日以前发生并已登记的")


class HandForm(PatternForm):
    value = forms.IntegerField(label="填报数", required=False, min_value=0, help_text="留空：恢复为台账统计数")
    reason = forms.CharField(label="理由和数据来源", max_length=300)
    attachment = forms.FileField(label="依据材料")


class HandMoneyForm(HandForm):
    value = YuanField(label="填报金额（元）", required=False, help_text="留空：恢复为台账统计数")  # type: ignore[assignment]


class TextForm(PatternForm):
    text = forms.CharField(label="说明", max_length=300)


@officer_page(Permission.REPORT_VIEW)
def report(request: HttpRequest, key: int) -> HttpResponse:
    """The sheet with its checks, signatures, history, and what changed since it was filed."""
    staff, shown = me(request), report_seen(request, key)
    facts = FileFacts(region=shown.region_id, unit_id=shown.unit_id)
    context: dict[str, Any] = {
        "report": shown,
        "open": shown.state in OPEN,
        "may_fill": shown.state in OPEN and may(staff, Permission.REPORT_FILL, facts),
        "may_sign": shown.state in OPEN and may(staff, Permission.REPORT_SIGN, facts),
        "may_decide": may(staff, Permission.REPORT_ACCEPT, FileFacts(region=shown.region.parent_id or shown.region_id)),
        "carried": carried_of(shown),
        "filed": shown.state == ReportState.FILED,
        "closed": shown.state in (ReportState.ACCEPTED, ReportState.LOCKED),
        "today": occasion.today(),
        "to_enter": len(form_of(shown.round).entered_cells),
        "events": [(event, KINDS.get(event.kind, event.kind)) for event in _history(shown)],
        "entries": [
            (entry, cell_name(form_of(shown.round), entry.cell), form_of(shown.round).is_money(entry.cell))
            for entry in _hand_entries(shown)
        ],
        "crumbs": [
            ("报表", reverse("officer:reports")),
            (shown.round.title, reverse("officer:report_round", args=[shown.round_id])),
            (shown.region.name, ""),
        ],
    }
    if shown.frozen is not None:
        by_hand = frozenset(shown.frozen["by_hand"])
        filled = filled_form(shown)
        context |= sheet_context(filled, lambda cell: reverse("officer:report_cell", args=[key, cell]), by_hand=by_hand)
        context["unit_name"] = shown.unit.name
        context["hand_items"] = hand_items(form_of(shown.round))
        context["signed"] = [
            (name, shown.signed.get(name), context["may_fill" if name in MAKERS_FIELDS else "may_sign"])
            for name in filled.form.footer
        ]
        context["unfilled"] = [cell_name(filled.form, cell) for cell in shown.frozen.get("unfilled", ())]
        context["missing"] = Region.objects.filter(pk__in=shown.frozen["missing"])
        typed = set(filled.form.entered_cells)
        context["hand_share"] = f"{len(by_hand - typed)}/{len(flat_figures(shown))}"
        if shown.state in STANDING:
            context["differences"] = [
                (c, form_of(shown.round).is_money(c.cell)) for c in later_changes(shown, occasion.today())
            ]
    return render(request, "officer/reports/report.html", context)


@officer_page(Permission.REPORT_VIEW)
def report_file(request: HttpRequest, key: int, kind: str) -> HttpResponseBase:
    """The report as workbook or PDF, as it was prepared or filed."""
    shown = report_seen(request, key)
    if shown.frozen is None:
        raise Refusal("不能下载", why="报表还没有生成", remedy="请先生成报表")
    response = file_of(filled_form(shown), signature(shown), kind)
    record("report.exported", about=shown, by=me(request), details={"kind": kind})
    return response


@officer_page(Permission.REPORT_VIEW)
def report_cell(request: HttpRequest, key: int, cell: str) -> HttpResponse:
    """The rows behind a cell of this report, exactly those that it was counted from; and the files below."""
    shown = report_seen(request, key)
    if shown.frozen is None:
        raise NotFound("没有找到这一格", why="报表还没有生成", remedy="请先生成报表")
    if (carried := carried_of(shown)) and not shown.frozen["below"]:
        return carried_cell(request, shown, cell, carried)
    window = frozen_window(shown)
    names = dict(Region.objects.filter(pk__in=shown.frozen["below"]).values_list("pk", "name"))
    files = {r.region_id: r.pk for r in shown.round.reports.filter(region__in=names)}
    below = [
        (names[code], figures.get(cell, 0), reverse("officer:report_cell", args=[files[code], cell]))
        for code, figures in sorted(shown.frozen["below"].items())
    ]
    opened = drill(cell, window, shown.frozen["settings"], filled_form(shown).form)
    back = reverse("officer:report", args=[key])
    of = filled_form(shown).form
    parts = [(cell_name(of, part), reverse("officer:report_cell", args=[key, part])) for part in opened.parts]
    typed = shown.hand_entries.filter(cell=cell).select_related("by").order_by("-pk")
    return cell_page(
        request, opened, staff=me(request), window=window, back=back, below=below, parts=parts, typed=typed
    )


@officer_page(Permission.REPORT_FILL)
def report_prepare(request: HttpRequest, key: int) -> HttpResponse:
    """Fill the report from the ledger."""
    staff, shown = me(request), report_seen(request, key)
    must_fill(request, shown, "生成报表")
    return act_page(
        request,
        PrepareForm,
        run=lambda given: prepare(report=shown, by=staff, as_of=given["as_of"]),
        title=f"生成报表：{shown.region.name}",
        back_url=reverse("officer:report", args=[key]),
        done="已从台账生成，请核对后签署。",
        initial={"as_of": occasion.today()},
    )


@officer_page(Permission.REPORT_FILL)
def report_hand(request: HttpRequest, key: int, cell: str) -> HttpResponse:
    """Enter one cell by hand, with reason and attachment."""
    staff, shown = me(request), report_seen(request, key)
    must_fill(request, shown, "手工填报")
    return act_page(
        request,
        HandMoneyForm if form_of(shown.round).is_money(cell) else HandForm,
        run=lambda given: enter_by_hand(
            report=shown,
            cell=cell,
            value=given["value"],
            reason=given["reason"],
            by=staff,
            **_kept(given["attachment"]),
        ),
        title=f"手工填报：{cell_name(form_of(shown.round), cell)}",
        back_url=reverse("officer:report", args=[key]),
        done="已登记，原统计数保留备查。",
    )


@officer_page(Permission.REPORT_VIEW)
def report_attachment(request: HttpRequest, key: int, entry: int) -> HttpResponseBase:
    """What a figure entered by hand rests on."""
    held = get_object_or_404(report_seen(request, key).hand_entries, pk=entry)
    refuse_held(f"reports/{held.attachment_digest}")
    path = _folder() / held.attachment_digest
    if not held.attachment_digest or not path.is_file():
        raise NotFound("没有找到附件", why="附件没有存入本系统", remedy="请联系填报人补交")
    record("report.attachment_read", about=held.report, by=me(request), details={"cell": held.cell})
    return FileResponse(path.open("rb"), as_attachment=True, filename=held.attachment)


@officer_page(Permission.REPORT_FILL)
def report_explain(request: HttpRequest, key: int, check: str) -> HttpResponse:
    """Answer a warning."""
    staff, shown = me(request), report_seen(request, key)
    must_fill(request, shown, "填写情况说明")
    return act_page(
        request,
        TextForm,
        run=lambda given: explain(report=shown, check=check, text=given["text"], by=staff),
        title="填写情况说明",
        back_url=reverse("officer:report", args=[key]),
        done="已记录说明。",
    )


@officer_page(Permission.REPORT_FILL, Permission.REPORT_SIGN)
def report_sign(request: HttpRequest, key: int, field: str) -> HttpResponse:
    """Put a name into a signature field."""
    staff, shown = me(request), report_seen(request, key)
    must_fill(
        request, shown, f"填写“{field}”", Permission.REPORT_FILL if field in MAKERS_FIELDS else Permission.REPORT_SIGN
    )
    return act_page(
        request,
        TextForm,
        run=lambda given: sign(report=shown, field=field, text=given["text"], by=staff),
        title=f"签署：{field}",
        back_url=reverse("officer:report", args=[key]),
        done="已签署。",
        initial={"text": staff.phone if field == "联系电话" else staff.name},
    )


@officer_page(Permission.REPORT_FILL)
def report_send(request: HttpRequest, key: int) -> HttpResponse:
    """File the report with the level above."""
    staff, shown = me(request), report_seen(request, key)
    back = reverse("officer:report", args=[key])
    return press(request, lambda: file_report(report=shown, by=staff), back_url=back, done="已上报，数字已冻结。")


@officer_page(Permission.REPORT_ACCEPT)
def report_accept(request: HttpRequest, key: int) -> HttpResponse:
    """Take the report over."""
    staff, shown = me(request), report_seen(request, key)
    back = reverse("officer:report", args=[key])
    return press(request, lambda: accept_report(report=shown, by=staff), back_url=back, done="已接收，计入汇总。")


@officer_page(Permission.REPORT_ACCEPT)
def report_return(request: HttpRequest, key: int) -> HttpResponse:
    """Send the report back with a reason."""
    return _with_reason(request, key, "退回报表", return_report, "已退回。")


@officer_page(Permission.REPORT_ACCEPT)
def report_unlock(request: HttpRequest, key: int) -> HttpResponse:
    """Open an accepted or locked report again, with a trace."""
    return _with_reason(request, key, "解锁报表", unlock, "已解锁，可以更正。")


def _with_reason(request: HttpRequest, key: int, title: str, act: Any, done: str) -> HttpResponse:
    staff, shown = me(request), report_seen(request, key)
    return act_page(
        request,
        TextForm,
        run=lambda given: act(report=shown, reason=given["text"], by=staff),
        title=f"{title}：{shown.region.name}",
        back_url=reverse("officer:report", args=[key]),
        done=done,
    )


def report_seen(request: HttpRequest, key: int) -> Report:
    return get_object_or_404(reports_for(me(request)), pk=key)


def must_fill(request: HttpRequest, shown: Report, doing: str, right: Permission = Permission.REPORT_FILL) -> None:
    """No form for who would be refused on sending it."""
    must(me(request), right, FileFacts(region=shown.region_id, unit_id=shown.unit_id), doing=doing)


def hand_items(of: Form) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every item under the table with its fields, as (cell, words): what may be entered by hand beside the cells."""
    items: dict[str, list[tuple[str, str]]] = {}
    for cell in of.item_units:
        if not of.source_of(cell).counts:
            continue
        name, _, field = cell.partition(".")
        items.setdefault(of.items[name].name, []).append((cell, FIELD_WORDS.get(field, "填报")))
    return list(items.items())


def _history(shown: Report) -> QuerySet[ReportEvent]:
    return shown.events.select_related("by").order_by("-pk")


def _hand_entries(shown: Report) -> list[HandEntry]:
    """The cells that stand by hand instead of a count, with what they rest on."""
    of = form_of(shown.round)
    standing = shown.hand_entries.filter(replaced_by__isnull=True).select_related("by").order_by("cell")
    return [entry for entry in standing if entry.cell not in of.entered_cells]


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "reports"


def _kept(file: UploadedFile) -> dict[str, str]:
    """Store what was attached, under its digest: the entry that names the digest finds the file."""
    content = file.read()
    if len(content) > MOST_ATTACHED:
        raise Refusal("附件不能保存", why="文件超过20MB", remedy="请压缩或拆分后上传")
    folder, digest = _folder(), sm3(content).hex()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / digest).write_bytes(content)
    put_under_scanner(f"reports/{digest}")
    return {"attachment": Path(str(file.name)).name[:200], "attachment_digest": digest}
