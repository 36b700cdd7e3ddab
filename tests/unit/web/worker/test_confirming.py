"""The signed link of a text message: three answers, and nothing for who alters it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from nuanxin.rights.cases.money import Confirmation
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.web.worker.confirming import SALT, claim_of, confirm_path, confirm_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(clue: Clue) -> Claim:
    return Claim.objects.select_related("clue").get(clue=clue)


def test_the_link_names_no_person_and_fits_a_message(claim: Claim) -> None:
    path = confirm_path(claim)
    assert len(path) < 80 and claim.worker.name not in path and claim.clue.number not in path


@pytest.mark.parametrize("answer", ["received", "short", "not_paid"])
def test_each_answer_is_written_down_once_said(claim: Claim, answer: str) -> None:
    worker = Client()
    path = confirm_path(claim)
    page = worker.get(path).content.decode()
    assert "张*" in page and "张三" not in page
    assert worker.post(path, {"answer": answer, "note": "差两千"}).headers["Location"] == reverse("worker:confirmed")
    said = Confirmation.objects.get(claim=claim)
    assert (said.answer, said.method, said.by, said.asked_on) == (answer, "page", None, date(2024, 1, 10))
    thanks = worker.get(reverse("worker:confirmed")).content.decode()
    assert ("不会就这样结案" in thanks) == (answer != "received")


@pytest.mark.parametrize("answer", ["", "unreachable", "<script>"])
def test_other_answers_are_not_taken(claim: Claim, answer: str) -> None:
    page = Client().post(confirm_path(claim), {"answer": answer})
    assert page.status_code == 422 and not Confirmation.objects.exists()


def test_an_altered_or_old_link_opens_nothing(claim: Claim) -> None:
    token = confirm_token(claim)
    number, rest = token.split(":", 1)
    for wrong in (f"{int(number) + 1}:{rest}", token[:-1], "x", signing.TimestampSigner(salt="other").sign(number)):
        assert claim_of(wrong) is None
        page = Client().get(reverse("worker:confirm", args=[wrong]))
        assert page.status_code == 404 and reverse("worker:find") in page.content.decode()


def test_a_withdrawn_claim_is_not_asked(claim: Claim) -> None:
    token = confirm_token(claim)
    Claim.objects.filter(pk=claim.pk).update(withdrawn_on=date(2024, 1, 10))
    assert claim_of(token) is None
    assert claim_of(signing.TimestampSigner(salt=SALT).sign("999999")) is None


def test_thanks_only_after_an_answer(people: object) -> None:
    assert Client().get(reverse("worker:confirmed")).headers["Location"] == "/"
