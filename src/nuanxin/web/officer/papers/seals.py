"""The seal of a paper at the desk: asked of the service, or a stamped print scanned and tied to the paper; and its proof."""

from __future__ import annotations

from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.copies import receipt_pdf
from nuanxin.foundation.documents.sealing.keeping import CODE_DIGITS, request_seal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import must
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.files.keeping import keep_stamped_scan, open_stamped
from nuanxin.rights.intake.visibility import file_facts
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.papers.page import paper_of, paper_url, service_of_paper
from nuanxin.web.patterns.forms import PatternForm


class ScanForm(PatternForm):
    """The scan, and the code that stands on its pages."""

    file = forms.FileField(label="盖章扫描件（PDF、JPG、PNG，30MB以内）")
    code = forms.CharField(
        label="扫描件页脚的校验码",
        min_length=CODE_DIGITS,
        max_length=CODE_DIGITS,
        help_text="每页左下角，8位，照扫描件上印的填写",
    )


@officer_page(Permission.CLUE_VIEW)
def paper_seal(request: HttpRequest, number: int) -> HttpResponse:
    """A button: ask the seal service."""
    found, clue = paper_of(request, number)
    must(me(request), Permission.CLUE_HANDLE, file_facts(clue), doing="办理盖章")
    return press(
        request,
        lambda: request_seal(paper=found, by=me(request), on=occasion.today()),
        back_url=paper_url(found),
        done="已电子签章，盖章件已保存。",
    )


@officer_page(Permission.CLUE_VIEW)
def paper_scan(request: HttpRequest, number: int) -> HttpResponse:
    """Upload the scan of the stamped print."""
    found, clue = paper_of(request, number)
    must(me(request), Permission.CLUE_HANDLE, file_facts(clue), doing="上传盖章扫描件")
    return act_page(
        request,
        ScanForm,
        run=lambda values: keep_stamped_scan(
            paper=found, content=values["file"].read(), code=values["code"], by=me(request), on=occasion.today()
        ),
        title=f"上传盖章扫描件：{found}",
        back_url=paper_url(found),
        intro="先打印PDF并加盖印章，再扫描上传。校验码把扫描件和本文书的定稿对应起来；原电子文书保留不变。",
        save="上传",
        done="盖章扫描件已保存。",
    )


@officer_page(Permission.CLUE_VIEW)
def paper_sealed(request: HttpRequest, number: int, copy: int) -> HttpResponse:
    """The sealed file as it was kept; looking is on record."""
    found, _ = paper_of(request, number)
    row = found.sealed_copies.filter(pk=copy).first()
    if row is None:
        raise NotFound("没有找到这份盖章件", remedy="请从文书页面打开")
    content = open_stamped(row)
    record("open_sealed_copy", about=found, by=me(request), details={"copy": row.pk, "file": row.file_digest})
    ending = row.path.rpartition(".")[2]
    return _file(content, row.media_type, f"{found.title}{found.number}（盖章）.{ending}")


@officer_page(Permission.CLUE_VIEW)
def service_receipt(request: HttpRequest, number: int, service: int) -> HttpResponse:
    """The 送达回证 of one service, to be printed and signed by hand."""
    found, clue = paper_of(request, number)
    must(me(request), Permission.CLUE_HANDLE, file_facts(clue), doing="打印送达回证")
    one = service_of_paper(found, service)
    names = [one.served_by.name]
    if found.about_kind == "cases.case":
        case = Case.objects.select_related("officer", "second_officer").get(pk=found.about_id)
        names += [who.name for who in (case.officer, case.second_officer) if who and who.name not in names]
    content = receipt_pdf(one, servers=names)
    record("print_receipt", about=found, by=me(request), details={"service": one.pk})
    return _file(content, "application/pdf", f"送达回证（{found.number or found.title}）.pdf")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response
