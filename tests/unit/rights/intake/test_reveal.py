"""Unmasking: the right, the reason, the record, and nothing more than was asked for."""

from __future__ import annotations

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.intake.reveal import masked_reporters, reveal_reporter
from tests.conftest import People
from tests.unit.rights.intake.clues import a_clue

pytestmark = pytest.mark.django_db


def test_masked_until_asked(people: People) -> None:
    clue = a_clue(people.owner)
    (shown,) = masked_reporters(clue)
    assert (shown.name, shown.phone) == ("张*", "138****1234")
    (plain,) = reveal_reporter(clue=clue, fields=["phone"], reason="联系核实金额", by=people.owner)
    assert (plain.name, plain.phone) == ("张*", "13800001234")
    event = AuditEvent.objects.get(act="reveal_reporter")
    assert event.reason == "联系核实金额" and event.details["fields"] == ["phone"]
    assert "13800001234" not in str(event.details)


def test_who_may(people: People) -> None:
    clue = a_clue(people.owner)
    for by in (people.colleague, people.superior, people.stranger, people.housing, people.leader, people.auditor):
        with pytest.raises(Refusal, match="没有权限"):
            reveal_reporter(clue=clue, fields=["name"], reason="联系核实金额", by=by)
    assert reveal_reporter(clue=clue, fields=["name"], reason="联系核实金额", by=people.head)[0].name == "张三"


@pytest.mark.parametrize(
    ("fields", "reason"), [([], "联系核实"), (["card"], "联系核实"), (["name"], " 看 "), (["name"], "")]
)
def test_no_reason_no_name(people: People, fields: list[str], reason: str) -> None:
    with pytest.raises(Refusal, match="不能查看"):
        reveal_reporter(clue=a_clue(people.owner), fields=fields, reason=reason, by=people.owner)
    assert not AuditEvent.objects.filter(act="reveal_reporter").exists()
