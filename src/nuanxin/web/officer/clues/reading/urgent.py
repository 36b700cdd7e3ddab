"""The button under an urgent flag, and the flags as they stand at the top of desk and inbox."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds
from nuanxin.rights.intake.alerts.records import UrgentFlag
from nuanxin.rights.intake.alerts.seeing import see_flag, unseen_before
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.reading.urgency import SIGNS
from nuanxin.web.officer.acting import press
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of


@dataclass(frozen=True)
class Shown:
    """A flag as a line: each sign with the words behind it."""

    flag: UrgentFlag
    clue: Clue
    title: str
    signs: tuple[tuple[str, str], ...]


def shown(flag: UrgentFlag) -> Shown:
    signs = tuple((SIGNS[sign], words) for sign, words in flag.signs.items() if sign in SIGNS)
    return Shown(flag, flag.clue, title_of(flag.clue), signs)


def urgent_before(staff: Staff) -> list[Shown]:
    """What waits to be seen by this person; nothing for who sees no clues."""
    return [shown(flag) for flag in unseen_before(staff)] if holds(staff, P.CLUE_VIEW) else []


def urgent_count(staff: Staff) -> int:
    """The number in the menu, on every page."""
    return len(unseen_before(staff)) if holds(staff, P.CLUE_VIEW) else 0


@officer_page(P.CLUE_VIEW)
def urgent_seen(request: HttpRequest, number: int) -> HttpResponse:
    """已看到: leads to the clue, where the work begins."""
    seen: list[UrgentFlag] = []

    def run() -> None:
        seen.append(see_flag(number=number, by=me(request), at=occasion.now()))

    answer = press(request, run, back_url=reverse("officer:desk"), done="已确认看到，请立即联系反映人。")
    if seen:
        answer["Location"] = reverse("officer:clue", args=[seen[0].clue.number])
    return answer
