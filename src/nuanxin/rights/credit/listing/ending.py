"""The daily round over the list: where a term has run out, the time limit for removal begins and the officer is rung."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import Outsider
from nuanxin.rights.credit.alike import index_missing
from nuanxin.rights.credit.listing.clocks import REMOVE
from nuanxin.rights.credit.models import Listing, ListingState
from nuanxin.rights.intake.clocks import open_clock
from nuanxin.rights.intake.models import Clock

ROUND = Outsider("每日巡检")


def look_after_terms(*, on: date) -> int:
    """Start the clock for removal (10 working days) of each listing whose term is over; how many. Twice does nothing."""
    index_missing()
    over = Listing.objects.filter(state=ListingState.LISTED, until__lt=on).select_related("case__clue", "case__officer")
    return sum(_begin(listing, on) for listing in over.order_by("pk"))


@transaction.atomic
def _begin(listing: Listing, on: date) -> bool:
    case, about = listing.case, f"case:{listing.case_id}"
    assert listing.until is not None
    if Clock.objects.filter(clue=case.clue, term=REMOVE, about=about, stopped_on=None).exists():
        return False
    open_clock(clue=case.clue, term=REMOVE, start=listing.until, by=ROUND, on=on, about=about, officer=case.officer)
    return True


def in_force(on: date) -> Q:
    """The clues by which an employer still stands on the list (as a condition)."""
    return Q(pk__in=Listing.objects.filter(state=ListingState.LISTED).values("case__clue"))
