"""Verification and payment of many workers by one sheet: template, upload row by row, bad rows named, ledger as a sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from python_calamine import CalamineError, CalamineWorkbook

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.disclosure.marking import mark_workbook
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.money import parse_yuan
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import must
from nuanxin.rights.cases.ledger import claims_of, record_payment, standing, verify_claim
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import PaymentSource
from nuanxin.rights.cases.roster import ledger_rows
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.visibility import file_facts
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.watermark import mark_for

HEAD = ("行号（勿改）", "姓名", "核实金额（元）", "核实依据", "支付金额（元）", "支付日期", "支付来源", "凭证号")
LARGEST = 5 * 2**20
MOST_ROWS = 5000
SOURCES = {source.label: source.value for source in PaymentSource}
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RosterForm(PatternForm):
    """The filled sheet."""

    file = forms.FileField(label="填好的表（.xlsx，5 MB 以内）")


@dataclass(frozen=True)
class Outcome:
    """What the sheet did."""

    verified: int
    paid: int
    faults: tuple[Fault, ...]


@officer_page(Permission.MONEY_RECORD)
def roster(request: HttpRequest, number: str) -> HttpResponse:
    """Template and upload; every good row goes in, every bad one is named."""
    clue = _clue(request, number)
    form = RosterForm(request.POST or None, request.FILES or None)
    outcome = None
    if request.method == "POST" and form.is_valid():
        try:
            outcome = enter_sheet(clue, form.cleaned_data["file"], me(request))
        except BadInput as wrong:
            form.add_error("file", str(wrong))
        else:
            if not outcome.faults:
                messages.success(request, f"已核实 {outcome.verified} 人，登记支付 {outcome.paid} 笔。")
                return HttpResponseRedirect(reverse("officer:clue", args=[number]) + "?tab=claims#tab")
    context = {
        "form": form,
        "clue": clue,
        "outcome": outcome,
        "title": f"用 Excel 批量核实和登记支付：{clue.number}",
        "save": "上传登记",
        "back_url": reverse("officer:clue", args=[number]) + "?tab=claims#tab",
    }
    status = 422 if form.errors or (outcome and outcome.faults) else 200
    return render(request, "officer/cases/roster.html", context, status=status)


def _clue(request: HttpRequest, number: str) -> Clue:
    clue = clue_of(request, number)
    must(me(request), Permission.MONEY_RECORD, file_facts(clue), doing="登记和导出逐人台账")
    return clue


def enter_sheet(clue: Clue, file: Any, by: Staff) -> Outcome:
    """Row by row through the same acts as by hand."""
    claims = {claim.pk: claim for claim in claims_of(clue)}
    case = Case.objects.filter(clue=clue, closed_on__isnull=True).first()
    verified = paid = 0
    faults: list[Fault] = []
    for row, cells in _lines(file):
        try:
            claim = _claim(claims, cells)
            verified += _verify(claim, cells, by)
            paid += _pay(claim, case, cells, by)
        except (Refusal, ValueError) as wrong:
            faults.append(Fault(str(wrong), row=row))
        except BadInput as wrong:
            faults += [Fault(fault.message, row=row, column=fault.column) for fault in wrong.faults]
    return Outcome(verified, paid, tuple(faults))


def _lines(file: Any) -> Iterator[tuple[int, list[str]]]:
    if file.size > LARGEST:
        raise BadInput(Fault("文件超过 5 MB", remedy="请分批上传"))
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(file.read())).get_sheet_by_index(0)
    except (CalamineError, OSError, ValueError, IndexError) as wrong:
        raise BadInput(Fault("不是可以读取的 Excel 工作簿", remedy="请下载本页模板填写后上传")) from wrong
    if sheet.height > MOST_ROWS or sheet.width > 50:
        raise BadInput(Fault(f"超过 {MOST_ROWS} 行", remedy="请分批上传"))
    rows = sheet.to_python(skip_empty_area=False)
    if not rows or tuple(str(cell).strip() for cell in rows[0][: len(HEAD)]) != HEAD:
        raise BadInput(Fault("表头与模板不一致", row=1, remedy="请下载本页模板填写后上传"))
    for number, row in enumerate(rows[1:], 2):
        cells = [_text(cell) for cell in [*row, *[""] * len(HEAD)][: len(HEAD)]]
        if any(cells[2:]):
            yield number, cells


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat()[:10] if hasattr(cell, "isoformat") else str(cell).strip()


def _claim(claims: dict[int, Claim], cells: list[str]) -> Claim:
    claim = claims.get(int(cells[0])) if cells[0].isdigit() else None
    if claim is None or claim.worker.name != cells[1]:
        raise ValueError(f"“{cells[1]}”与行号对不上，请用本线索的模板填写")
    return claim


def _verify(claim: Claim, cells: list[str], by: Staff) -> int:
    if not cells[2]:
        return 0
    fen = parse_yuan(cells[2])
    standing_line = next(line for line in standing(claim.clue) if line.claim_id == claim.pk)
    if standing_line.verified_fen == fen:
        return 0
    verify_claim(claim=claim, verified_fen=fen, basis=cells[3] or "批量核实表", by=by, on=occasion.today())
    return 1


def _pay(claim: Claim, case: Case | None, cells: list[str], by: Staff) -> int:
    if not cells[4]:
        return 0
    if cells[6] not in SOURCES:
        raise ValueError(f"支付来源“{cells[6]}”不在选项中：{'、'.join(SOURCES)}")
    if not cells[7]:
        raise ValueError("没有凭证号")
    record_payment(
        claim=claim, case=case, source=SOURCES[cells[6]], amount_fen=parse_yuan(cells[4]), paid_on=parse_day(cells[5]),
        voucher=cells[7], by=by, on=occasion.today(),
    )  # fmt: skip
    return 1


@officer_page(Permission.MONEY_RECORD)
def roster_template(request: HttpRequest, number: str) -> HttpResponse:
    """The sheet with one row a worker, filled as far as known."""
    clue = _clue(request, number)
    lines = [line for line in standing(clue) if not line.withdrawn]
    body: list[list[Any]] = [
        [
            line.claim_id,
            line.name,
            (line.claimed_fen or 0) / 100 if line.verified_fen is None else line.verified_fen / 100,
            "",
            "",
            "",
            "",
            "",
        ]
        for line in lines
    ]
    content = _workbook([list(HEAD), *body], lists={6: list(SOURCES)})
    return _sheet(content, f"批量核实支付{clue.number}.xlsx")


@officer_page(Permission.MONEY_RECORD)
def roster_export(request: HttpRequest, number: str) -> HttpResponse:
    """The ledger as it stands; exporting is on record."""
    clue = _clue(request, number)
    head, *body = ledger_rows(clue, by=me(request))
    money = [str(title).endswith("（分）") for title in head]
    rows: list[list[Any]] = [[str(title).replace("（分）", "（元）") for title in head]]
    rows += [[v / 100 if m and isinstance(v, int) else v for v, m in zip(row, money, strict=False)] for row in body]
    return _sheet(_workbook(rows, mark=mark_for(me(request))), f"逐人台账{clue.number}.xlsx")


def _workbook(rows: list[list[Any]], lists: dict[int, list[str]] | None = None, mark: str = "") -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("逐人台账")
    bold = book.add_format({"bold": True, "bg_color": "#DCE8F6", "border": 1})
    sheet.set_column(0, max(len(row) for row in rows), 16)
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            style = bold if place == 0 else None
            if isinstance(value, (int, float)):
                sheet.write_number(place, column, value, style)
            elif value:
                sheet.write_string(place, column, str(value), style)
    for column, options in (lists or {}).items():
        sheet.data_validation(1, column, len(rows) + 200, column, {"validate": "list", "source": options})
    mark_workbook(book, mark)
    book.close()
    return stream.getvalue()


def _sheet(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=SHEET)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return response
