"""What each consumer was told and when, gathered for the removals of many listings: by letter or push, or by a file handed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import visible
from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.credit.listing.reaching import FIRST, LAST, Order, Reach, Removal, Word, rank, reaches
from nuanxin.rights.credit.models import Consumer, HandOver, Listing, ListingState, Told
from nuanxin.rights.intake.clocks import calendar_of


@dataclass(frozen=True)
class Arrival:
    """One row: the removal of this listing at this consumer."""

    listing: Listing
    consumer: Consumer
    reach: Reach

    @property
    def may_be_told(self) -> bool:
        """Whether the file is still open, so that the telling can be entered."""
        return self.reach.told_on is None and not self.reach.lapsed and self.listing.case.closed_on is None


def arrivals(listings: Iterable[Listing], on: date) -> list[Arrival]:
    """Every removal of these listings at every consumer told of it, the worst first."""
    known = {one.case_id: one for one in listings}
    removals = _removals(known)
    words = _words([known[case] for case in removals], removals)
    consumers = Consumer.objects.in_bulk({word.consumer for found in words.values() for word in found})
    rows = []
    for case, of_case in removals.items():
        listing = known[case]
        calendar = calendar_of(listing.region_id)
        for reach in reaches(words.get(listing.pk, []), of_case, on=on, calendar=calendar):
            rows.append(Arrival(listing, consumers[reach.consumer], reach))
    return sorted(rows, key=lambda row: rank(row.reach))


def overdue_arrivals(staff: Staff, on: date) -> int:
    """How many consumers have not been told of a removal within the promise, among the files that the person may keep."""
    if not (seen := kept_listings(staff).filter(state=ListingState.REMOVED, case__closed_on=None)).exists():
        return 0
    return sum(row.reach.overdue for row in arrivals(seen, on))


def kept_listings(staff: Staff) -> QuerySet[Listing]:
    """The listings that the person keeps."""
    rows = Listing.objects.select_related("case", "unit")
    return visible(rows, staff, Permission.CREDIT_MANAGE, owner="case__officer")


def _removals(known: dict[int, Listing]) -> dict[int, list[Removal]]:
    """The standing removals of each file, by its key."""
    rows = CaseStep.objects.filter(case__in=list(known), step__in=("remove", "revoke_removal"), strikes=None)
    found: dict[int, list[Removal]] = {}
    for row in rows.filter(struck_by=None).order_by("pk"):
        of_case, order = found.setdefault(row.case_id, []), (row.recorded_at, row.pk)
        if row.step == "remove":
            of_case.append(Removal(row.done_on, order))
        elif of_case:
            of_case[-1] = Removal(of_case[-1].on, of_case[-1].order, row.done_on, order)
    return found


def _words(listings: list[Listing], removals: Mapping[int, list[Removal]]) -> dict[int, list[Word]]:
    """What was told of each listing, by its key. A file without the employer says that it is gone only while it is."""
    found: dict[int, list[Word]] = {one.pk: [] for one in listings}
    for row in Told.objects.filter(listing__in=listings, withdrawn_on=None):
        order = (row.recorded_at, row.step_id)
        found[row.listing_id].append(Word(row.consumer_id, row.told_on, order, not row.removal, row.how))
    handed = list(HandOver.objects.filter(listings__in=listings).distinct().values_list("consumer", flat=True))
    concerned = {word.consumer for words in found.values() for word in words} | set(handed)
    # Of a file only the listings asked about: it may name thousands, and the menu asks on every page.
    named_here = Prefetch("listings", Listing.objects.filter(pk__in=[one.pk for one in listings]))
    for file in HandOver.objects.filter(consumer__in=concerned).prefetch_related(named_here):
        named = {one.pk for one in file.listings.all()}
        how = f"移交名单文件（{file.get_kind_display()}，{file.rows}条）"
        for listing in listings:
            listed = listing.pk in named
            word = Word(file.consumer_id, file.handed_on, (file.recorded_at, FIRST if listed else LAST), listed, how)
            if listed or _gone(word.order, removals.get(listing.case_id, [])):
                found[listing.pk].append(word)
    return found


def _gone(moment: Order, removals: Iterable[Removal]) -> bool:
    return any(one.order < moment and (one.revoked_order is None or moment < one.revoked_order) for one in removals)


def still_to_tell(listing: Listing) -> list[Consumer]:
    """Consumers whose last word from us is that the employer stands on the list."""
    words = _words([listing], _removals({listing.case_id: listing}))[listing.pk]
    last = {word.consumer: word.listed for word in sorted(words, key=lambda one: one.order)}
    known = Consumer.objects.in_bulk([key for key, listed in last.items() if listed])
    return [known[key] for key, listed in last.items() if listed]
