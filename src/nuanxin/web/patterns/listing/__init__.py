"""The list pattern: declare a `Listing` once, answer its requests with `listing_page`."""

from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.listing.workbook import Export

__all__ = ["Action", "Column", "Export", "Filter", "Listing", "listing_page"]
