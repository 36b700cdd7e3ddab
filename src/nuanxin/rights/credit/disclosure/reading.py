"""What anybody may read: the standing published decisions, and that one was taken back and why."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from nuanxin.foundation.organisations.permission import within
from nuanxin.rights.credit.disclosure.models import DisclosedDecision


def standing() -> QuerySet[DisclosedDecision]:
    """Everything published that is neither taken back nor corrected by a later publication."""
    replaced = DisclosedDecision.objects.filter(replaces=OuterRef("pk")).exclude(published_on=None)
    return DisclosedDecision.objects.exclude(published_on=None).filter(~Exists(replaced), withdrawal=None)


def public_decisions(*, region: str = "", words: str = "") -> QuerySet[DisclosedDecision]:
    """Everything published that stands, the newest first; of a place and below; words: in the name, the code or the number."""
    rows = standing()
    if region:
        rows = rows.filter(duty__region__in=within(region))
    for word in words.split():
        rows = rows.filter(Q(party__icontains=word) | Q(credit_code__iexact=word) | Q(duty__number__icontains=word))
    return rows.select_related("duty__unit", "duty__region", "replaces").order_by("-published_on", "-pk")


def once_public(number: int) -> DisclosedDecision | None:
    """A decision that is or was public, by its number in the address; None for a draft."""
    rows = DisclosedDecision.objects.exclude(published_on=None).select_related("duty__unit", "withdrawal")
    return rows.filter(pk=number).first()


def in_its_place(entry: DisclosedDecision) -> DisclosedDecision | None:
    """The published correction of an entry, if there is one."""
    return entry.replaced_by.exclude(published_on=None).order_by("-pk").first()
