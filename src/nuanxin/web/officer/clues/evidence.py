"""Evidence of a clue: read by whoever may see the clue, added by whoever handles it."""

from __future__ import annotations

from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import must
from nuanxin.rights.intake.files import append_chunk, finish_upload, open_evidence, start_upload
from nuanxin.rights.intake.files.evidence import Evidence
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import file_facts
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm, confirm_page

SHOWN_INSIDE = ("image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf")


class EvidenceForm(PatternForm):
    """One file."""

    file = forms.FileField(label="文件（照片、录音、视频、PDF，50 MB 以内）")


@officer_page(Permission.CLUE_VIEW)
def evidence(request: HttpRequest, number: str, row: int) -> HttpResponse:
    """The file as it came; looking is on record."""
    clue = clue_of(request, number)
    found = Evidence.objects.filter(clue=clue, pk=row).first()
    if found is None:
        raise NotFound("没有找到这份材料", remedy="请从线索页面打开")
    if found.scan == Evidence.Scan.WAITING and request.method != "POST":
        return _warning(request, found)
    content = open_evidence(evidence=found, by=me(request))
    record("open_evidence", about=found, by=me(request), details={"clue": clue.number, "scan": found.scan})
    response = HttpResponse(content, content_type=found.media_type)
    way = "inline" if found.media_type in SHOWN_INSIDE else "attachment"
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(found.name, safe='')}"
    response.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    )
    return response


def _warning(request: HttpRequest, found: Evidence) -> HttpResponse:
    """A file that nobody scanned is opened knowingly, or left."""
    return confirm_page(
        request,
        title=f"“{found.name}”尚未查毒",
        what="这份材料是外来文件，还没有经过查毒程序检查。",
        consequences=("文件按原样下载或者打开", "本次打开记入审计，并注明当时尚未查毒"),
        confirm="我已知晓，仍要打开",
        back_url=reverse("officer:clue", args=[found.clue.number]) + "?tab=papers#tab",
    )


@officer_page(Permission.CLUE_HANDLE)
def evidence_new(request: HttpRequest, number: str) -> HttpResponse:
    """Add a file from the officer's side."""
    clue = clue_of(request, number)
    must(me(request), Permission.CLUE_HANDLE, file_facts(clue), doing="上传证据")
    return act_page(
        request,
        EvidenceForm,
        run=lambda v: _keep(clue, v["file"], request),
        title=f"上传证据：{clue.number}",
        back_url=reverse("officer:clue", args=[number]) + "?tab=papers#tab",
        save="上传",
        done="已上传。",
    )


def _keep(clue: Clue, file: object, request: HttpRequest) -> Evidence:
    name, size = getattr(file, "name", "未命名"), getattr(file, "size", 0)
    upload = start_upload(name=name, size=size)
    offset = 0
    for piece in file.chunks():  # type: ignore[attr-defined]
        append_chunk(token=upload.token, offset=offset, data=piece)
        offset += len(piece)
    return finish_upload(token=upload.token, clue=clue, by=me(request), on=occasion.today())
