"""Which listed employer a name may mean that is not quite its own: found by the sounds the names share, then compared one by one.

Names are alike only where their cores share at least two signs by ear (`firm_likeness`), so that nothing alike is passed
over by looking only at such names. The name is that under which the employer was listed; a later one is found as it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from nuanxin.foundation.parties.likeness import Likeness, firm_likeness, text_likeness
from nuanxin.foundation.parties.models import Employer
from nuanxin.foundation.parties.names import firm_core
from nuanxin.foundation.parties.places import place_names
from nuanxin.foundation.parties.sounds import syllables
from nuanxin.rights.credit.models import ListedSound, Listing, ListingState

SHOWN = 5
_SHARED = 2
_LONGEST = ListedSound._meta.get_field("sound").max_length or 12


def standing_listings(on: date) -> Q:
    """On the list on that day: decided and published or not, not removed; a term that ran out no longer counts."""
    return Q(state=ListingState.LISTED, annulled_on=None) & (Q(until=None) | Q(until__gte=on))


def sounds_of(name: str) -> list[str]:
    """The syllables of the part of a name that is its own; one that comes again is numbered, so that each counts.

    >>> sounds_of("汇汇达建筑有限公司")
    ['hui', 'hui2', 'da']
    """
    seen: Counter[str] = Counter()
    found = []
    for sound in syllables(firm_core(name, place_names())):
        seen[sound] += 1
        found.append((sound if seen[sound] == 1 else f"{sound}{seen[sound]}")[:_LONGEST])
    return found


def index_names(listings: Iterable[Listing]) -> int:
    """Write the sounds of these listings' names; what is there already stays. How many rows were offered."""
    rows = [ListedSound(listing=one, sound=sound) for one in listings for sound in dict.fromkeys(sounds_of(one.name))]
    ListedSound.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def index_missing() -> int:
    """The same for listings that have none yet (entered before names were indexed)."""
    return index_names(Listing.objects.filter(sounds=None))


def alike_listed(name: str, region: str, on: date) -> list[Employer]:
    """Employers on the list on that day with a name alike, the most alike first; with a region those of its city."""
    sounds = sounds_of(name)
    if not sounds:
        return []
    sharing = ListedSound.objects.filter(sound__in=sounds).values("listing").annotate(shared=Count("pk"))
    close = sharing.filter(shared__gte=min(_SHARED, len(sounds))).values("listing")
    rows = Listing.objects.filter(standing_listings(on), pk__in=close).select_related("employer__merged_into")
    if region:
        rows = rows.filter(Q(region__code__startswith=region[:4]) | Q(employer__region__code__startswith=region[:4]))
    places = place_names()
    scored = [(firm_likeness(name, row.name, places), row) for row in rows]
    close_ones = [(found, text_likeness(name, row.name), row) for found, row in scored if found >= Likeness.ALIKE]
    alike = sorted(close_ones, key=lambda one: (-one[0], -one[1], one[2].pk))
    kept = [row.employer.merged_into or row.employer for *_, row in alike]
    return list({one.pk: one for one in kept}.values())[:SHOWN]
