"""Each request is one occasion: acts and rows read its moment and the address it came from."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from nuanxin.foundation.common.occasion import occasion


def occasion_middleware(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Open the occasion of the request; inside tests an occasion that is already open keeps its moment."""

    def middleware(request: HttpRequest) -> HttpResponse:
        from nuanxin.foundation.common import occasion as clock

        already = clock.now() if clock.source() == "test" else None
        with occasion(at=already, source="test" if already else str(request.META.get("REMOTE_ADDR", ""))):
            return respond(request)

    return middleware
