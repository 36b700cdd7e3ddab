"""Which file this phone may look at: named in the session for half a day after the number and the code were right."""

from __future__ import annotations

from django.http import HttpRequest

from nuanxin.foundation.common import occasion
from nuanxin.foundation.parties.models import phone_index
from nuanxin.rights.intake.models import Claim, Clue

KEY = "opened"
OPEN_FOR = 12 * 3600  # seconds


def open_file(request: HttpRequest, clue: Clue, *, phone: str = "") -> None:
    """From now on the file's page opens on this phone. `phone`: which of the workers it is, kept as a blind index."""
    request.session.cycle_key()
    request.session[KEY] = {"clue": clue.pk, "who": phone_index(phone), "at": int(occasion.now().timestamp())}


def close_file(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def opened_file(request: HttpRequest) -> Clue | None:
    """The file of this phone; the kept one where two were merged. None where nothing is open or time is over."""
    held = request.session.get(KEY)
    if not isinstance(held, dict) or occasion.now().timestamp() - held.get("at", 0) > OPEN_FOR:
        return None
    found = Clue.objects.select_related("officer", "unit", "employer", "project", "region", "merged_into")
    clue = found.filter(pk=held.get("clue")).first()
    return clue


def own_claim(request: HttpRequest, clue: Clue) -> Claim | None:
    """The line of the worker who opened the file; of a file with one line, that line."""
    held = request.session.get(KEY)
    lines = list(Claim.objects.filter(clue=clue, withdrawn_on__isnull=True).select_related("worker"))
    if isinstance(held, dict) and held.get("who"):
        own = [line for line in lines if line.worker.phone_index == held["who"]]
        if len(own) == 1:
            return own[0]
    return lines[0] if len(lines) == 1 else None
