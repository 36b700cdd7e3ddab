"""Photos, voice notes and papers: in pieces by script, or by the plain form of a browser without any."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.intake.files import Upload, append_chunk, finish_upload, start_upload, upload_state
from nuanxin.rights.intake.models import Clue
from nuanxin.web.worker import opened
from nuanxin.web.worker.report import answers as kept
from nuanxin.web.worker.tries import address, count

PILE = "pile"  # tokens of the uploads that belong to the report on this phone
MOST_FILES = 20
UPLOADS_AN_HOUR = 300  # files announced from one address
PLAIN_PIECE = 2**20


def files_of(request: HttpRequest) -> list[Upload]:
    """The files that arrived whole."""
    return [file for file in _pile(request) if file.complete]


def _pile(request: HttpRequest) -> list[Upload]:
    """Every upload of this report; those that lay about too long are gone without a word."""
    found = []
    for token in kept.read(request).get(PILE, []):
        try:
            found.append(upload_state(token))
        except Refusal:
            continue
    return found


def _keep(request: HttpRequest, tokens: Iterable[str]) -> None:
    answers = kept.read(request)
    answers[PILE] = list(tokens)
    kept.keep(request, answers)


def _announce(request: HttpRequest, name: str, size: int) -> Upload:
    """A new upload, or the broken one of the same file to go on with."""
    pile = _pile(request)
    last = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    same = next((f for f in pile if f.size == size and f.name == last and not f.complete), None)
    if same:
        return same
    if len(pile) >= MOST_FILES:
        raise Refusal(_("最多 %(n)d 个文件，多的以后再补。") % {"n": MOST_FILES})
    if count("upload", address(request)) > UPLOADS_AN_HOUR:
        raise Refusal(_("传得太多了，请过一小时再试。"))
    file = start_upload(name=name, size=size)
    _keep(request, [*(f.token for f in pile), file.token])
    return file


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """{"name", "size"} → {"key", "have"}: where to go on, 0 for a new file."""
    try:
        file = _announce(request, request.POST.get("name", ""), _number(request.POST.get("size", "")))
    except Refusal as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    return JsonResponse({"key": file.token, "have": file.received})


@require_POST
def piece(request: HttpRequest) -> HttpResponse:
    """One piece: {"key", "offset"} and the file `part` → {"have", "whole"}."""
    token = request.POST.get("key", "")
    part = request.FILES.get("part")
    if token not in kept.read(request).get(PILE, []) or not isinstance(part, UploadedFile):
        return JsonResponse({"error": _("没有这个文件，请重新选一次。")}, status=404)
    try:
        file = append_chunk(token=token, offset=_number(request.POST.get("offset", "")), data=part.read())
    except Refusal as refused:
        _keep(request, [one for one in kept.read(request).get(PILE, []) if one != token])
        return JsonResponse({"error": str(refused)}, status=422)
    return JsonResponse({"have": file.received, "whole": file.complete})


@require_POST
def plain(request: HttpRequest) -> HttpResponse:
    """The form without scripts: whole files at once, then back to the page."""
    for sent in request.FILES.getlist("files"):
        try:
            file = _announce(request, sent.name or "", sent.size or 0)
            for data in sent.chunks(PLAIN_PIECE):
                file = append_chunk(token=file.token, offset=file.received, data=data)
        except Refusal as refused:
            messages.error(request, f"{sent.name}：{refused.why or refused.what}。{refused.remedy}")
    clue = opened.opened_file(request) if request.POST.get("to") == "file" else None
    back = "employer" if request.POST.get("to") == "employer" else "evidence"
    return _finish(request, clue) if clue else redirect("worker:ask", key=back)


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Take a file away again before the report is sent; what arrived is swept up by the daily round."""
    key = request.POST.get("key", "")
    _keep(request, [token for token in kept.read(request).get(PILE, []) if token != key])
    return redirect("worker:ask", key="evidence")


@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """The script has sent everything for the open file: hand it over."""
    clue = opened.opened_file(request)
    return _finish(request, clue) if clue else redirect("worker:find")


def _finish(request: HttpRequest, clue: Clue) -> HttpResponse:
    number = hand_over(request, clue)
    if number:
        messages.success(request, _("收到了 %(n)d 个文件。") % {"n": number})
    return redirect("worker:file")


def hand_over(request: HttpRequest, clue: Clue) -> int:
    """Make evidence of what arrived whole; how many. A file that cannot be taken is named and left out."""
    taken = 0
    for file in files_of(request):
        try:
            finish_upload(token=file.token, clue=clue, by=None, on=occasion.today())
            taken += 1
        except Refusal as refused:
            messages.error(request, f"{file.name}：{refused.why or refused.what}。{refused.remedy}")
    answers = kept.read(request)
    if answers.pop(PILE, None) is not None:
        if set(answers) > {"nonce"}:
            kept.keep(request, answers)
        else:
            kept.forget(request)
    return taken


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise Refusal("文件不能上传", why="数字不对", remedy="请重新选一次")
    return int(text)
