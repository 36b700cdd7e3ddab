"""The page of one's own messages: list, opening, marking, the number in the head."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nuanxin.foundation.notifications.inbox import inbox_of, unread_count
from nuanxin.foundation.notifications.models import Message
from tests.journeys.scene import Scene
from tests.unit.web.officer.test_role_matrix import a_message

pytestmark = pytest.mark.django_db


def listed(client: Any) -> str:
    """The box itself, below what is urgent."""
    return str(client.get("/officer/inbox/").content.decode().split('id="results"')[1])


def test_unread_stands_first_and_opening_is_reading(scene: Scene, enter: Any) -> None:
    owner = scene.people.owner
    older, newer = a_message(owner, scene.filed), a_message(owner, scene.received)
    client = enter(owner)
    first = listed(client)
    assert first.index(scene.received.number) < first.index(scene.filed.number)
    assert client.get(f"/officer/inbox/{newer}/").status_code == 200
    assert Message.objects.get(pk=newer).unread  # looking at an address changes nothing
    opened = client.post(f"/officer/inbox/{newer}/")
    assert opened.status_code == 302 and opened["Location"] == f"/officer/clues/{scene.received.number}/"
    again = listed(client)
    assert again.index(scene.filed.number) < again.index(scene.received.number)
    assert not Message.objects.get(pk=newer).unread and Message.objects.get(pk=older).unread


def test_the_number_stands_in_the_head_and_costs_one_question(scene: Scene, enter: Any) -> None:
    owner = scene.people.owner
    client = enter(owner)
    plain = client.get("/officer/account/").content.decode()
    assert 'id="mail-count" hidden' in plain
    a_message(owner, scene.filed)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/officer/account/").content.decode()
    boxes = [one["sql"] for one in asked if "notifications_message" in one["sql"]]
    number = unread_count(owner)
    assert f'id="mail-count">{number}<' in page and len(boxes) == 1


def test_marking_with_and_without_scripts(scene: Scene, enter: Any) -> None:
    owner = scene.people.owner
    one = a_message(owner, scene.filed)
    a_message(owner, scene.filed)
    client = enter(owner)
    page = client.get("/officer/inbox/").content.decode()
    assert f'form="read" name="number" value="{one}"' in page
    plain = client.post("/officer/inbox/read/", {"number": one, "template": ""})
    assert plain.status_code == 302 and not Message.objects.get(pk=one).unread
    swapped = client.post("/officer/inbox/read/", {"template": "officer_assigned"}, headers={"HX-Request": "true"})
    assert swapped.headers["HX-Trigger"] == "box-read" and "hx-swap-oob" in swapped.content.decode()
    assert not inbox_of(owner).filter(unread=True, template="officer_assigned").exists()


def test_marking_another_s_message_is_refused(scene: Scene, enter: Any) -> None:
    theirs = a_message(scene.people.owner, scene.filed)
    client = enter(scene.people.colleague)
    assert client.post("/officer/inbox/read/", {"number": theirs}).status_code == 404
    assert client.post("/officer/inbox/read/", {"number": "x"}).status_code == 404
    assert Message.objects.get(pk=theirs).unread
    assert scene.filed.number not in client.get("/officer/inbox/").content.decode().split('id="results"')[1]


def test_by_kind_and_page_by_page(scene: Scene, enter: Any) -> None:
    owner = scene.people.owner
    numbers = [a_message(owner, scene.filed) for _ in range(30)]
    client = enter(owner)
    none = client.get("/officer/inbox/?template=report_due").content.decode()
    assert "没有消息" in none
    seen: list[int] = []
    url = "/officer/inbox/?template=officer_assigned"
    while url:
        page = client.get(url)
        seen += [row.pk for row in page.context["page"].rows]
        url = page.context["next_url"] and f"/officer/inbox/{page.context['next_url']}"
    assert len(seen) == len(set(seen)) == inbox_of(owner).filter(template="officer_assigned").count() >= 30
    assert set(numbers) <= set(seen)


def test_what_has_no_page_is_shown_itself(scene: Scene, enter: Any) -> None:
    owner = scene.people.owner
    number = a_message(owner, scene.filed)
    Message.objects.filter(pk=number).update(about_kind="something.else")
    client = enter(owner)
    page = client.get(f"/officer/inbox/{number}/")
    assert page.status_code == 200 and scene.filed.number in page.content.decode()
    assert client.post(f"/officer/inbox/{number}/")["Location"] == "/officer/inbox/"
    assert enter(scene.people.head).post(f"/officer/inbox/{number}/").status_code == 404
