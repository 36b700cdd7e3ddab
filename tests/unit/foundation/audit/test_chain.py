"""The audit chain: every event linked to the one before; nothing changed or removed unseen."""

from __future__ import annotations

import importlib

import pytest
from django.db import DatabaseError, connection, transaction

from nuanxin.foundation.audit.chain import Entry, Outsider, record, record_many, verify_chain
from nuanxin.foundation.audit.models import AuditEvent
from tests.conftest import People

pytestmark = pytest.mark.django_db
CLERK = Outsider("命令行")


def let_the_test_tamper() -> None:
    """Take the database's own guard away, as someone with the connection could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS audit_never_changed")
            cursor.execute("DROP TRIGGER IF EXISTS audit_never_deleted")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS audit_never_changed ON audit_auditevent")


def write(count: int) -> None:
    record_many([Entry(act="clue.looked", about=("clue", str(n)), by=CLERK) for n in range(count)])


def test_an_event_says_who_what_when_about_what_why_and_from_where(people: People) -> None:
    record("identity.revealed", about=("clue", "7"), by=people.owner, reason="电话回访", details={"field": "phone"})
    event = AuditEvent.objects.latest("sequence")
    assert (event.actor, event.unit, event.act) == ("王承办（owner）", "hrss-410721", "identity.revealed")
    assert (event.about_kind, event.about_id, event.reason, event.source) == ("clue", "7", "电话回访", "test")
    assert event.at.isoformat() == "2024-01-10T01:00:00+00:00" or event.at.hour == 9


def test_an_untouched_chain_holds() -> None:
    write(5)
    record("last", about=("clue", "9"), by=CLERK)
    assert verify_chain() == (6, [])


def test_a_changed_event_is_found() -> None:
    write(5)
    let_the_test_tamper()
    AuditEvent.objects.filter(sequence=3).update(reason="别的理由")
    assert [b.sequence for b in verify_chain()[1]] == [3]


def test_a_removed_event_is_found() -> None:
    write(5)
    let_the_test_tamper()
    AuditEvent.objects.filter(sequence=2).delete()
    assert [b.sequence for b in verify_chain()[1]] == [2]


def test_removal_at_the_end_is_found() -> None:
    write(5)
    let_the_test_tamper()
    AuditEvent.objects.filter(sequence=5).delete()
    assert [b.sequence for b in verify_chain()[1]] == [5]


def test_a_recomputed_event_breaks_the_next_link() -> None:
    write(5)
    let_the_test_tamper()
    event = AuditEvent.objects.get(sequence=2)
    event.actor = "别人"
    from nuanxin.foundation.audit.chain import digest_of

    AuditEvent.objects.filter(sequence=2).update(actor="别人", digest=digest_of(event))
    assert [b.sequence for b in verify_chain()[1]] == [3]


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_itself_refuses(act: str) -> None:
    write(1)
    if connection.vendor == "sqlite":  # the session drops one guard so that tests can empty tables; put it back here
        guard = importlib.import_module("nuanxin.foundation.audit.migrations.0002_append_only")
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS audit_never_deleted")
            cursor.execute(guard.SQLITE[1])
    events = AuditEvent.objects.filter(sequence=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        events.update(reason="x") if act == "update" else events.delete()


def test_an_act_that_fails_leaves_no_event() -> None:
    write(1)
    with pytest.raises(ValueError), transaction.atomic():
        record("half.done", about=("clue", "1"), by=CLERK)
        raise ValueError
    assert verify_chain() == (1, [])
