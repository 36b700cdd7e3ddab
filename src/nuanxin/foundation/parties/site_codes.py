"""The short code of a site (维权码): printed as QR on the rights board, said on the telephone, typed by a worker."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.text import half_width
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.parties.models import Project

# no 0/O, 1/I/L, 2/Z, 5/S, 8/B: a code is read from a board in the rain
LETTERS = "3467ACDEFGHJKMNPQRTUVWXY"
_LENGTH = 6
_SPACE = len(LETTERS) ** _LENGTH
_SPREAD, _START = 48_271_073, 9_176_251  # neighbours get codes that do not look alike


def site_code_of(number: int) -> str:
    """Seven signs for the running number of a project: six, and one that betrays a slip. Never two the same."""
    rest = (number * _SPREAD + _START) % _SPACE
    signs = []
    for _ in range(_LENGTH):
        rest, place = divmod(rest, len(LETTERS))
        signs.append(LETTERS[place])
    body = "".join(signs)
    return body + _check_sign(body)


def _check_sign(body: str) -> str:
    total = sum(place * LETTERS.index(sign) for place, sign in zip((1, 5, 7, 11, 13, 17), body, strict=True))
    return LETTERS[total % len(LETTERS)]


def tidy_site_code(text: str) -> str:
    """As typed → as stored: capitals, no spaces or hyphens."""
    return "".join(half_width(text).upper().replace("-", "").split())


def is_site_code(text: str) -> bool:
    """Whether it can be a code at all: one wrong sign, or two neighbours exchanged, is noticed."""
    code = tidy_site_code(text)
    return len(code) == _LENGTH + 1 and set(code) <= set(LETTERS) and _check_sign(code[:-1]) == code[-1]


@transaction.atomic
def give_site_code(*, project: Project, by: Staff, on: date) -> str:
    """The code of a project, given at the first asking and the same ever after. Refusal without the right."""
    must(by, Permission.INSPECTION_RECORD, FileFacts(region=project.region_id), doing="生成维权码")
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not project.site_code:
        project.site_code = site_code_of(project.pk)
        project.save(update_fields=["site_code"])
        details = {"site_code": project.site_code, "on": on.isoformat()}
        record("project.site_code", about=project, by=by, details=details)
    return project.site_code
