"""The faint mark across pages with personal data: who looks, when. A picture of its own address, since the policy forbids inline styles."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.disclosure.marking import mark_of
from nuanxin.foundation.organisations.models import Staff

# A tile of the pattern, in pixels; the mark stands askew in it twice, grey and nearly transparent.
_TILE = """<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%">
<defs><pattern id="mark" width="{tile}" height="190" patternUnits="userSpaceOnUse" patternTransform="rotate(-18)">
<text x="0" y="60" font-size="15" font-family="sans-serif" fill="#1f2d3d" fill-opacity="0.09">{mark}</text>
<text x="{half}" y="155" font-size="15" font-family="sans-serif" fill="#1f2d3d" fill-opacity="0.09">{mark}</text>
</pattern></defs><rect width="100%" height="100%" fill="url(#mark)"/></svg>"""
_WIDE, _NARROW, _GAP = 15, 9, 60  # pixels of a Chinese character, of another sign, between two marks


def mark_for(staff: Staff) -> str:
    """The mark of this person at this moment."""
    return mark_of(name=staff.name, account=staff.username, phone=staff.phone, at=occasion.now())


def watermark(request: HttpRequest) -> HttpResponse:
    """The picture for whoever is signed in; kept by nobody, since the next one may be somebody else."""
    if not isinstance(request.user, Staff):
        raise Http404
    mark = mark_for(request.user)
    half = sum(_WIDE if sign > "\xff" else _NARROW for sign in mark) + _GAP
    picture = _TILE.format(mark=escape(mark), tile=2 * half, half=half)
    response = HttpResponse(picture, content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-store"
    return response
