"""What a person keeps about a list: named filters and chosen columns. Everything here is asked by owner, never by number alone."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.models import ColumnChoice, SavedFilter

MOST_KEPT = 30
LONGEST_NAME = 30


def kept_filters(user: Any, listing: Listing) -> list[SavedFilter]:
    """The person's own named filters of this list."""
    if not getattr(user, "is_authenticated", False):
        return []
    return list(SavedFilter.objects.filter(user=user, listing=listing.key))


def kept_columns(user: Any, listing: Listing) -> tuple[Column, ...]:
    """The columns that this person sees."""
    if not getattr(user, "is_authenticated", False):
        return listing.chosen([])
    choice = ColumnChoice.objects.filter(user=user, listing=listing.key).first()
    return listing.chosen(list(choice.columns) if choice else [])


def keep_filter(*, user: Any, listing: Listing, name: str, querystring: str) -> SavedFilter:
    """Keep the present conditions under a name; the same name again replaces them. Raises ValidationError in Chinese."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise ValidationError(f"请给常用筛选起一个名称，不超过{LONGEST_NAME}个字。")
    if len(querystring) > 2000:
        raise ValidationError("筛选条件太长，无法保存；请减少条件。")
    mine = SavedFilter.objects.filter(user=user, listing=listing.key)
    if not mine.filter(name=name).exists() and mine.count() >= MOST_KEPT:
        raise ValidationError(f"每个列表最多保存{MOST_KEPT}个常用筛选，请先删除不用的。")
    plain = QueryDict(querystring, mutable=True)
    for passing in ("after", "before", "page", "count"):
        plain.pop(passing, None)
    kept, _ = SavedFilter.objects.update_or_create(
        user=user, listing=listing.key, name=name, defaults={"querystring": plain.urlencode()}
    )
    return kept


def drop_filter(*, user: Any, listing: Listing, number: str) -> bool:
    """Remove one of the person's own filters; another's, or an unknown one, is left alone."""
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        return False
    return bool(SavedFilter.objects.filter(user=user, listing=listing.key, pk=int(number)).delete()[0])


def keep_columns(*, user: Any, listing: Listing, keys: list[str]) -> None:
    """Remember the chosen columns; none chosen = back to the default."""
    known = [column.key for column in listing.columns if column.key in keys]
    if known:
        ColumnChoice.objects.update_or_create(user=user, listing=listing.key, defaults={"columns": known})
    else:
        ColumnChoice.objects.filter(user=user, listing=listing.key).delete()
