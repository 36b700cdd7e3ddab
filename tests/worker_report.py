"""Filling in a report through the client, question by question, as the door's tests need it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from nuanxin.rights.intake.models import Clue

PHONE = "13800001234"
ID_NUMBER = "11010519491231002X"  # the specimen number of GB 11643
ANSWERS: dict[str, dict[str, Any]] = {
    "who": {"kind": "complaint"},
    "where": {"region": "410721", "place": "和平路与解放路口", "project": ""},
    "employer": {"name": "新乡县测试劳务有限公司", "foreman": "老王"},
    "work": {"kind": "factory"},
    "when": {"owed_from": "2023-10", "owed_to": "2023-12"},
    "amount": {"amount": "12,500.50"},
    "people": {"kind": "alone"},
    "me": {"name": "张三", "phone": PHONE, "id_number": ID_NUMBER, "agree_id": "on", "migrant": "yes"},
    "evidence": {"say": "答应年前给"},
}
ANONYMOUS: dict[str, dict[str, Any]] = {
    **{key: value for key, value in ANSWERS.items() if key not in ("me", "people")},
    "workers": {"number": "20"},
    "who": {"kind": "report"},
    "contact": {"phone": ""},
}


def fill(client: Client, answers: dict[str, dict[str, Any]] | None = None) -> None:
    """Answer each question that is asked, following the redirects."""
    answers = answers or ANSWERS
    url = client.get(reverse("worker:begin")).headers["Location"]
    while url.startswith("/report/") and url != reverse("worker:check"):
        key = url.strip("/").split("/")[-1]
        response = client.post(url, answers[key])
        assert response.status_code == 302, (key, response.content.decode())
        url = response.headers["Location"]


def send(client: Client) -> Clue:
    """Submit and return what stands in the ledger."""
    response = client.post(reverse("worker:send"))
    assert response.status_code == 302, response.content.decode()
    assert response.headers["Location"] == reverse("worker:receipt")
    return Clue.objects.latest("pk")


def report(client: Client, answers: dict[str, dict[str, Any]] | None = None) -> Clue:
    fill(client, answers)
    return send(client)
