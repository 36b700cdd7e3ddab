"""The listing's own tab on the page of its file: conditions as tested, persons, both clocks, who was told."""

from __future__ import annotations

from typing import Any

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import law_at
from nuanxin.rights.cases.steps.rights import may_act
from nuanxin.rights.credit.listing.arrivals import still_to_tell
from nuanxin.rights.credit.listing.clocks import early_removal, two_clocks
from nuanxin.rights.credit.listing.conditions import GROUNDS
from nuanxin.rights.credit.listing.gathering import early_facts
from nuanxin.rights.credit.models import Listing, ListingState
from nuanxin.web.patterns.lights import due_light


def listing_tab(case: Case, staff: Staff) -> dict[str, Any]:
    """What the tab shows; everything reckoned from the file as it stands."""
    listing = Listing.objects.select_related("employer", "unit").filter(case=case).first()
    if listing is None:
        return {"listing": None}
    law, today = law_at(case.clue), occasion.today()
    start = listing.restarted_on or listing.decided_on
    clocks = two_clocks(start, corrected_on=listing.corrected_on, law=law) if start else None
    standing = listing.state == ListingState.LISTED
    said = {"corrected_on": listing.corrected_on}
    in_the_way = early_removal(early_facts(listing, said, today), today, law=law) if standing else ()
    return {
        "listing": listing,
        "ground": dict(GROUNDS).get(listing.ground, ""),
        "persons": listing.persons.all(),
        "clocks": clocks,
        "in_the_way": [one for one in in_the_way if "承诺" not in one.why],
        "told": listing.told.select_related("consumer", "by").order_by("pk"),
        "waiting": still_to_tell(listing),
        "remove_light": due_light(due_on=listing.remove_by, today=today, done_on=listing.removed_on)
        if listing.remove_by and (listing.removed_on or _due(listing, today))
        else None,
        "may_tell": not case.closed_on and may_act(staff, Permission.CREDIT_MANAGE, case),
    }


def _due(listing: Listing, today: Any) -> bool:
    """Whether there is a cause for removal by now."""
    return bool(
        listing.annulled_on or listing.early_granted_on or (listing.until is not None and today > listing.until)
    )
