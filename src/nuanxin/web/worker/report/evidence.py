"""Photos, voice notes and papers: in pieces by script, or by the plain form of a browser without any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.intake.models import Clue
from nuanxin.web.worker import opened
from nuanxin.web.worker.report import answers as kept
from nuanxin.web.worker.report.incoming import MOST_FILES, Incoming, add_piece, announce, drop
from nuanxin.web.worker.report.storing import store
from nuanxin.web.worker.tries import address, count

PILE = "pile"
UPLOADS_AN_HOUR = 300  # files announced from one address


def files_of(request: HttpRequest) -> list[Incoming]:
    """The files that arrived whole for the report on this phone."""
    return [file for file in _pile(request) if file.whole]


def _pile(request: HttpRequest) -> list[Incoming]:
    return [Incoming(**row) for row in kept.read(request).get(PILE, [])]


def _keep(request: HttpRequest, pile: Iterable[Incoming]) -> None:
    answers = kept.read(request)
    answers[PILE] = [{"key": file.key, "name": file.name, "size": file.size} for file in pile]
    kept.keep(request, answers)


def _announce(request: HttpRequest, name: str, size: int) -> Incoming:
    """A new place in the pile, or the place that a broken upload of the same file left."""
    pile = _pile(request)
    same = next((f for f in pile if f.size == size and f.name == announce(name, size).name and not f.whole), None)
    if same:
        return same
    if len(pile) >= MOST_FILES:
        raise ValueError(_("最多 %(n)d 个文件，多的以后再补。") % {"n": MOST_FILES})
    if count("upload", address(request)) > UPLOADS_AN_HOUR:
        raise ValueError(_("传得太多了，请过一小时再试。"))
    file = announce(name, size)
    _keep(request, [*pile, file])
    return file


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """{"name", "size"} → {"key", "have"}: where to go on, 0 for a new file."""
    try:
        file = _announce(request, request.POST.get("name", ""), _number(request.POST.get("size", "")))
    except ValueError as wrong:
        return JsonResponse({"error": str(wrong)}, status=422)
    return JsonResponse({"key": file.key, "have": file.have})


@require_POST
def piece(request: HttpRequest) -> HttpResponse:
    """One piece: {"key", "offset"} and the file part → {"have"}. The last piece hands a file of an open case over."""
    file = next((f for f in _pile(request) if f.key == request.POST.get("key", "")), None)
    part = request.FILES.get("part")
    if file is None or not isinstance(part, UploadedFile):
        return JsonResponse({"error": _("没有这个文件，请重新选一次。")}, status=404)
    try:
        have = add_piece(file, _number(request.POST.get("offset", "")), part.chunks())
    except ValueError as wrong:
        return JsonResponse({"error": str(wrong)}, status=422)
    return JsonResponse({"have": have, "whole": file.whole})


@require_POST
def plain(request: HttpRequest) -> HttpResponse:
    """The form without scripts: whole files at once, then back to the page."""
    for sent in request.FILES.getlist("files"):
        try:
            file = _announce(request, sent.name or "", sent.size or 0)
            add_piece(file, file.have, sent.chunks())
        except ValueError as wrong:
            messages.error(request, str(wrong))
    return _back(request)


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Take a file away again before the report is sent."""
    key = request.POST.get("key", "")
    for file in _pile(request):
        if file.key == key:
            drop(file)
    _keep(request, [file for file in _pile(request) if file.key != key])
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the question, or on to the file's page, where what arrived is handed over."""
    clue = opened.opened_file(request) if request.POST.get("to") == "file" else None
    if clue is None:
        return redirect("worker:ask", key="evidence")
    return _finish(request, clue)


@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """The script has sent everything for the open file: hand it over."""
    clue = opened.opened_file(request)
    return _finish(request, clue) if clue else redirect("worker:find")


def _finish(request: HttpRequest, clue: Clue) -> HttpResponse:
    try:
        number = hand_over(request, clue)
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        if number:
            messages.success(request, _("收到了 %(n)d 个文件。") % {"n": number})
    return redirect("worker:file")


def hand_over(request: HttpRequest, clue: Clue) -> int:
    """Give what arrived whole to the file; how many. Files that cannot be taken are named and left out."""
    taken = 0
    for file in _pile(request):
        try:
            if file.whole:
                store(clue, file, on=occasion.today())
                taken += 1
        except Refusal as refused:
            messages.error(request, f"{file.name}：{refused.why or refused.what}")
        drop(file)
    answers: dict[str, Any] = kept.read(request)
    if answers.pop(PILE, None) is not None:
        kept.keep(request, answers) if len(answers) > 1 else kept.forget(request)
    return taken


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise ValueError("数字不对")
    return int(text)
