"""Before an act changes what tables count of a clue, it keeps what stood: the day then answers the same for ever."""

from __future__ import annotations

from datetime import date

from nuanxin.rights.intake.earlier.records import EarlierClue
from nuanxin.rights.intake.models import Clue

FIRST_DAY = date(1900, 1, 1)
COUNTED = (
    "region_id", "unit_id", "channel", "sector", "received_on", "recorded_on", "persons", "amount_fen", "government",
    "closed_on", "conclusion",
)  # fmt: skip


def keep_earlier(clue: Clue, *, on: date) -> None:
    """Keep the row as it is stored, whatever the object in hand says by now; the caller holds the lock.

    An end needs no such row: its day says until when the clue was open. Of several changes of one day the first keeps.
    """
    last = EarlierClue.objects.filter(clue=clue).order_by("-until").values_list("until", flat=True).first()
    since = last or FIRST_DAY
    if on > since:
        stood = Clue.objects.values(*COUNTED).get(pk=clue.pk)
        EarlierClue.objects.create(clue=clue, since=since, until=on, **stood)
