"""The credit stories of the demonstration can be played, and leave the list in every state."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.rights.credit.honours.models import Candidate
from nuanxin.rights.credit.models import Listing
from nuanxin.rights.credit.publication.models import Batch
from nuanxin.web.terminal.demo.desks.credit import stories
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.playing import play_all

TODAY = date(2026, 11, 20)


@pytest.mark.django_db
def test_every_state_is_played(regions: None) -> None:
    play_all(stories(), engage(), Inventor(5), TODAY)
    assert {row.state for row in Listing.objects.all()} == {"proposed", "waived", "listed", "removed"}
    assert {row.removed_why for row in Listing.objects.filter(state="removed")} == {"early", "term", "annulled"}
    assert Listing.objects.filter(restarted_on__isnull=False, state="listed").exists()
    assert (
        Batch.objects.filter(published_on=None).exists() and Batch.objects.filter(published_on__isnull=False).exists()
    )
    assert (
        Candidate.objects.filter(fell_on__isnull=False).exists() and Candidate.objects.filter(awarded_on=None).exists()
    )
