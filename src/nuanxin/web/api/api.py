"""/api/v1: for other systems. A token speaks for an account; the account's rights decide, as on the pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound, Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.tokens import Scope, account_of
from nuanxin.web.api.shapes import FaultsOut, RefusalOut

api = NinjaAPI(
    title="暖薪接口",
    version="1.0.0",
    description="农民工欠薪线索与统计接口。金额单位为分，日期为 YYYY-MM-DD，区划为 GB/T 2260 代码（含功能区自编码）。",
    docs_url=None,  # the interactive page loads scripts from outside
    openapi_url="openapi.json",
)


# Every operation may answer these: not readable, no valid token, no right, not there, not now, wrong content.
ERRORS: dict[int, Any] = {
    **dict.fromkeys((400, 401, 403, 404, 409), RefusalOut),
    422: FaultsOut,
}


class Token(HttpBearer):
    """`Authorization: Bearer …` with a scope."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Staff | None:
        return account_of(token, self.scope, occasion.today())


def caller(request: HttpRequest) -> Staff:
    """The account that the token speaks for."""
    staff = getattr(request, "auth", None)
    if not isinstance(staff, Staff):
        raise AuthenticationError
    return staff


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    body = {"what": refusal.what, "why": refusal.why, "remedy": refusal.remedy, "cites": refusal.cites}
    status = 403 if isinstance(refusal, NotAllowed) else 404 if isinstance(refusal, NotFound) else 409
    return api.create_response(request, body, status=status)


class Unseen(Exception):
    """Not there, or not for these eyes: one answer for both."""


@api.exception_handler(Unseen)
def unseen(request: HttpRequest, missing: Unseen) -> HttpResponse:
    return api.create_response(request, {"what": str(missing)}, status=404)


@api.exception_handler(BadInput)
def wrong_input(request: HttpRequest, wrong: BadInput) -> HttpResponse:
    faults = [
        {"column": f.column, "message": f.message, "remedy": f.remedy, **({"row": f.row} if f.row is not None else {})}
        for f in wrong.faults
    ]
    return api.create_response(request, {"faults": faults}, status=422)


@api.exception_handler(ValidationError)
def wrong_shape(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """What does not fit the described shape is told in the same form as what does not fit the ledger."""
    faults = [{**_place(e), "message": str(e.get("msg", "")), "remedy": "请按接口说明填写"} for e in wrong.errors]
    return api.create_response(request, {"faults": faults}, status=422)


@api.exception_handler(AuthenticationError)
def unknown_caller(request: HttpRequest, unknown: AuthenticationError) -> HttpResponse:
    body = {
        "what": "令牌无效",
        "why": "没有带令牌，或者令牌不存在、已到期、已吊销、不含这一用途",
        "remedy": "请向安全管理员申领",
    }
    response = api.create_response(request, body, status=401)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return api.create_response(request, {"what": str(error)}, status=error.status_code)


def _place(error: dict[str, Any]) -> dict[str, Any]:
    """The name of the field, as sent: without the part of the request and the argument that holds the body; its row, if in one."""
    place = [str(part) for part in error.get("loc", ())]
    place = place[2:] if place[:1] == ["body"] and len(place) > 2 else place[1:]
    if len(place) > 1 and place[0] == "rows" and place[1].isdigit():
        return {"row": int(place[1]) + 1, "column": ".".join(place[2:])}
    return {"column": ".".join(place)}
