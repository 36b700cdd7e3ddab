"""What the phone says to the house and hears: who is signed in, what to take along, what it brings home. JSON only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.cache import add_never_cache_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.inspection.field.batch import read_batch
from nuanxin.watch.inspection.field.cases import add_case_piece, start_case_photo
from nuanxin.watch.inspection.field.photos import add_piece, start_photo
from nuanxin.watch.inspection.field.syncing import take_batch
from nuanxin.watch.inspection.field.taking import load_for, state_of
from nuanxin.web.officer.gate import me, status_of, why_barred

View = Callable[[HttpRequest], HttpResponse]


def phone_act(view: View) -> View:
    """For scripts: nobody signed in is 401, no right 403, a refusal its words; never a page, never a way elsewhere."""

    @wraps(view)
    def act(request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, Staff):
            return JsonResponse({"error": "请登录"}, status=401)
        barred = why_barred(request.user, (Permission.INSPECTION_RECORD,))
        if barred:
            return JsonResponse({"error": str(barred)}, status=403)
        try:
            response = view(request)
        except Refusal as refusal:
            return JsonResponse({"error": str(refusal)}, status=status_of(refusal))
        except BadInput as wrong:
            return JsonResponse({"error": str(wrong)}, status=422)
        add_never_cache_headers(response)
        return response

    return act


@require_GET
@phone_act
def field_session(request: HttpRequest) -> HttpResponse:
    """Who is signed in here, and the token that acts must carry: {"officer", "csrf"}."""
    return JsonResponse({"officer": me(request).pk, "csrf": get_token(request)})


@require_GET
@gzip_page
@phone_act
def field_load(request: HttpRequest) -> HttpResponse:
    """What to take along (`?area=` a place of the own area): the content, or {"choose": [[code, name]]} where it is too much."""
    load = load_for(by=me(request), on=occasion.today(), area=request.GET.get("area", "")[:9])
    if load.content.get("cases"):
        cases = [one["id"] for one in load.content["cases"]]
        record("take_cases_along", about=me(request), by=me(request), details={"cases": cases})
    return JsonResponse({"choose": load.choose} if load.choose else load.content)


@require_POST
@phone_act
def field_sync(request: HttpRequest) -> HttpResponse:
    """A message of a phone → {"taken": [numbers], "refused": {number: why}, "visits": {the phone's number: state}}."""
    if request.content_type != "application/json":  # a form's fields have been read by now, its body is gone
        raise BadInput(Fault("不是外勤检查页面发来的内容", remedy="请打开外勤检查页面同步"))
    receipt = take_batch(batch=read_batch(request.body), by=me(request), on=occasion.today())
    states = {key: state_of(row) for key, row in receipt.records.items()}
    return JsonResponse({"taken": receipt.taken, "refused": receipt.refused, "visits": states})


@require_POST
@phone_act
def field_photo_start(request: HttpRequest) -> HttpResponse:
    """{"key", "visit", "kind", "size", "digest"} → {"have"}: the byte from which to go on."""
    sent = request.POST
    have = start_photo(
        key=_number(sent.get("key", "")),
        visit=_number(sent.get("visit", "")),
        kind=sent.get("kind", ""),
        size=_whole(sent.get("size", "")),
        digest=sent.get("digest", ""),
        by=me(request),
    )
    return JsonResponse({"have": have})


@require_POST
@phone_act
def field_photo_piece(request: HttpRequest) -> HttpResponse:
    """{"key", "offset"} and the file `part` → {"have", "whole"}."""
    part = request.FILES.get("part")
    if not isinstance(part, UploadedFile):
        raise Refusal("照片不能上传", why="没有收到内容", remedy="请重新同步")
    have, whole = add_piece(
        key=_number(request.POST.get("key", "")),
        offset=_whole(request.POST.get("offset", "")),
        data=part.read(),
        by=me(request),
    )
    return JsonResponse({"have": have, "whole": whole})


@require_POST
@phone_act
def field_case_photo_start(request: HttpRequest) -> HttpResponse:
    """{"key", "case", "size", "digest"} → {"have"}: the byte from which to go on."""
    sent = request.POST
    have = start_case_photo(
        key=_number(sent.get("key", "")),
        case=_whole(sent.get("case", "")),
        size=_whole(sent.get("size", "")),
        digest=sent.get("digest", ""),
        by=me(request),
    )
    return JsonResponse({"have": have})


@require_POST
@phone_act
def field_case_photo_piece(request: HttpRequest) -> HttpResponse:
    """{"key", "offset"} and the file `part` → {"have", "whole"}."""
    part = request.FILES.get("part")
    if not isinstance(part, UploadedFile):
        raise Refusal("照片不能上传", why="没有收到内容", remedy="请重新同步")
    have, whole = add_case_piece(
        key=_number(request.POST.get("key", "")),
        offset=_whole(request.POST.get("offset", "")),
        data=part.read(),
        by=me(request),
        on=occasion.today(),
    )
    return JsonResponse({"have": have, "whole": whole})


def _number(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refusal("照片不能上传", why="编号不对", remedy="请重新拍摄") from None


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise Refusal("照片不能上传", why="数字不对", remedy="请重新拍摄")
    return int(text)
