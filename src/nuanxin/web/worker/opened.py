"""Which file this phone may look at: named in the session for half a day after the number and the code were right."""

from __future__ import annotations

from django.http import HttpRequest

from nuanxin.foundation.common import occasion
from nuanxin.foundation.parties.models import phone_index
from nuanxin.rights.intake.models import Claim, Clue, Reporter

KEY = "opened"
OPEN_FOR = 12 * 3600  # seconds


def open_file(request: HttpRequest, clue: Clue, *, phone: str = "", by_code: bool) -> None:
    """From now on the file's page opens on this phone. `phone`: which of the workers it is, kept as a blind index.

    `by_code`: the query code was given. Numbers run on and an employer knows telephones, so that with a number one may
    look and press, and nothing that speaks for the worker.
    """
    request.session.cycle_key()
    at = int(occasion.now().timestamp())
    request.session[KEY] = {"clue": clue.pk, "who": phone_index(phone), "at": at, "by_code": by_code}


def has_code(request: HttpRequest) -> bool:
    """Whether the file was opened by its query code."""
    held = request.session.get(KEY)
    return isinstance(held, dict) and bool(held.get("by_code"))


def who(request: HttpRequest) -> str:
    """The blind index of the telephone that the file was opened with; empty where none was given."""
    held = request.session.get(KEY)
    return str(held.get("who", "")) if isinstance(held, dict) else ""


def close_file(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def opened_file(request: HttpRequest) -> Clue | None:
    """The file of this phone; the kept one where two were merged. None where nothing is open or time is over."""
    held = request.session.get(KEY)
    if not isinstance(held, dict) or occasion.now().timestamp() - held.get("at", 0) > OPEN_FOR:
        return None
    found = Clue.objects.select_related("officer", "unit", "employer", "project", "region", "merged_into")
    return found.filter(pk=held.get("clue") or 0).first()


def own_claim(request: HttpRequest, clue: Clue) -> Claim | None:
    """The line of the worker who opened the file; of a file with one line, that line."""
    lines = list(Claim.objects.filter(clue=clue, withdrawn_on__isnull=True).select_related("worker"))
    if index := who(request):
        own = [line for line in lines if line.worker.phone_index == index]
        if len(own) == 1:
            return own[0]
    return lines[0] if len(lines) == 1 else None


def own_reporter(request: HttpRequest, clue: Clue) -> Reporter | None:
    """The reporter who opened the file: by his telephone, or the only one there is. None for a workmate who joined."""
    rows = list(clue.reporters.all())
    if index := who(request):
        return next((row for row in rows if row.phone_index == index), None)
    return rows[0] if len(rows) == 1 and not rows[0].phone_index else None
