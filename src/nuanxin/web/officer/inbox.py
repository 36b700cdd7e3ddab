"""The officer's own messages on the site: unread first, each opens what it is about."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from nuanxin.foundation.notifications.inbox import (
    inbox_of,
    kind_of,
    mark_all_read,
    mark_read,
    own_message,
    parts_of,
)
from nuanxin.foundation.notifications.merging import ABOUT as MERGED_ABOUT
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.texts import kinds
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.transfer.batches import Reassignment
from nuanxin.web.officer.clues.reading.urgent import urgent_before
from nuanxin.web.officer.gate import me, only_post, own_page
from nuanxin.web.patterns.listing import Column, Filter, Listing, listing_page
from nuanxin.web.patterns.listing.watched import address_of as address_of_filter


def _opens(row: Message) -> str:
    """Opening is reading, and reading is written down: a button of the form above the list, no mere link."""
    words = '<button class="nx-as-link" type="submit" form="open" formaction="{}">{}</button>'
    return format_html(words, reverse("officer:message", args=[row.pk]), row.body)


_UNREAD = format_html("<b>{}</b>", "未读")


def _button(row: Message) -> str:
    """Belongs to the form above the list. The list has no export, so nobody meets the markup elsewhere."""
    words = '<button class="btn btn-small" type="submit" form="read" name="number" value="{}">标为已读</button>'
    return format_html(words, row.pk) if row.unread else ""


LISTING = Listing(
    "inbox",
    "消息",
    (
        Column("body", "内容", _opens),
        Column("unread", "状态", lambda row: _UNREAD if row.unread else "已读"),
        Column("template", "种类", kind_of),
        Column("sent_at", "送达时间", kind="moment", sortable="sent_at"),
        Column("read_at", "阅读时间", kind="moment", default=False),
        Column("mark", "标记", _button),
    ),
    (
        Filter("template", "种类", "choice", choices=lambda request: kinds().items()),
        Filter("unread", "只看未读", "bool"),
        Filter("sent_at", "送达时间", "day_range"),
    ),
    default_order=("-unread", "-pk"),
    unit="条",
    empty="没有消息。分派、到期、超期和当事人留言会送到这里；工作时间以外的消息在上班后送达。",
)


@own_page
def inbox(request: HttpRequest) -> HttpResponseBase:
    """The list; only what was sent to whoever is signed in."""
    staff = me(request)
    context = {"crumbs": [("工作台", reverse("officer:desk")), ("消息", "")], "urgent": urgent_before(staff)}
    return listing_page(request, LISTING, inbox_of(staff), template="officer/inbox.html", context=context)


@own_page
def message(request: HttpRequest, number: int) -> HttpResponse:
    """The message itself; by POST it is marked as read and what it is about is opened."""
    found = own_message(number=number, by=me(request))
    address = address_of(found)
    if request.method == "POST":
        mark_read(message=found, by=me(request))
        own = (
            reverse("officer:message", args=[number]) if found.about_kind == MERGED_ABOUT else reverse("officer:inbox")
        )
        return HttpResponseRedirect(address or own)
    crumbs = [("工作台", reverse("officer:desk")), ("消息", reverse("officer:inbox")), (kind_of(found), "")]
    parts = [{"message": one, "kind": kind_of(one), "address": address_of(one)} for one in parts_of(found)]
    context = {"message": found, "kind": kind_of(found), "address": address, "crumbs": crumbs, "parts": parts}
    return render(request, "officer/message.html", context)


@own_page
def inbox_read(request: HttpRequest) -> HttpResponse:
    """标为已读: one (`number`), all, or all of the kind shown. Back to the list; for htmx only the number in the head."""
    only_post(request)
    number, template = request.POST.get("number", ""), request.POST.get("template", "")
    if number:
        mark_read(message=own_message(number=int(number) if number.isdecimal() else 0, by=me(request)), by=me(request))
    else:
        mark_all_read(by=me(request), template=template)
    if request.headers.get("HX-Request") == "true":
        part = render(request, "patterns/mail_count.html", {"swapped": True})
        part.headers["HX-Trigger"] = "box-read"
        return part
    return HttpResponseRedirect(reverse("officer:inbox") + (f"?template={template}" if template in kinds() else ""))


def address_of(found: Message) -> str:
    """The page of what a message is about; empty where there is none."""
    page = _PAGES.get(found.about_kind)
    return page(found.about_id) if page else ""


def _clue(number: int) -> str:
    named = Clue.objects.filter(pk=number).values_list("number", flat=True).first()
    return reverse("officer:clue", args=[named]) if named else ""


def _batch(number: int) -> str:
    given = Reassignment.objects.filter(pk=number).values_list("officer", flat=True).first()
    return reverse("officer:clues") + f"?officer={given}" if given else ""


_PAGES: dict[str, Callable[[int], str]] = {
    "intake.clue": _clue,
    "intake.reassignment": _batch,
    "cases.case": lambda number: reverse("officer:case", args=[number]),
    "dispatch.unitmeasure": lambda number: reverse("officer:dispatch_measure", args=[number]),
    "dispatch.rankingsheet": lambda number: reverse("officer:dispatch_ranking", args=[number]),
    "reporting.report": lambda number: reverse("officer:report", args=[number]),
    "monitoring.riskwarning": lambda number: reverse("officer:warning", args=[number]),
    "opinion.opinionitem": lambda number: reverse("officer:opinion_item", args=[number]),
    "opinion.watchgap": lambda number: reverse("officer:opinion_roster"),
    "patterns.savedfilter": address_of_filter,
    "organisations.staff": lambda number: reverse("officer:staff_member", args=[number]),
}
