"""Half-filled reports: another phone opens them with the code, nobody else does, and nothing lies readable."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.rights.intake.drafts import (
    close_group,
    drop_draft,
    drop_stale_drafts,
    group_claims,
    join_group,
    open_group,
    resume_draft,
    save_draft,
    update_draft,
)
from nuanxin.rights.intake.pairs import ClaimDraft
from nuanxin.rights.intake.registration import ClaimFacts, is_collective
from tests.conftest import TODAY, People, at
from tests.unit.rights.intake.clues import a_clue

pytestmark = pytest.mark.django_db
PHONE = "138 0000 1234"


def test_taken_up_on_another_phone() -> None:
    saved = save_draft(phone=PHONE, answers={"name": "张三", "step": 3})
    assert resume_draft(phone="13800001234", code=saved.code.lower()).answers == {"name": "张三", "step": 3}
    update_draft(phone=PHONE, code=saved.code, answers={"name": "张三", "step": 4})
    assert resume_draft(phone=PHONE, code=saved.code).answers["step"] == 4
    drop_draft(phone=PHONE, code=saved.code)
    with pytest.raises(Refusal, match="没有找到"):
        resume_draft(phone=PHONE, code=saved.code)


def test_nothing_lies_readable() -> None:
    saved = save_draft(phone=PHONE, answers={"name": "张三"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone_index, code_digest, answers FROM intake_claimdraft")
        row = cursor.fetchone()
    assert not any(word in value for value in row for word in ("张三", "13800001234", saved.code))


def test_an_unknown_number_and_a_wrong_code_sound_the_same() -> None:
    save_draft(phone=PHONE, answers={})
    with pytest.raises(Refusal) as wrong:
        resume_draft(phone=PHONE, code="AAAAAAAA")
    with pytest.raises(Refusal) as unknown:
        resume_draft(phone="13900000000", code="AAAAAAAA")
    assert str(wrong.value) == str(unknown.value)


def test_five_wrong_codes_close_it_for_an_hour() -> None:
    saved = save_draft(phone=PHONE, answers={"a": 1})
    for _ in range(5):
        with pytest.raises(Refusal, match="续填码不对"):
            resume_draft(phone=PHONE, code="AAAAAAAA")
    with pytest.raises(Refusal, match="次数过多"):
        resume_draft(phone=PHONE, code=saved.code)
    with occasion(at=at(TODAY, 10, 1)):
        assert resume_draft(phone=PHONE, code=saved.code).answers == {"a": 1}


def test_only_mobile_numbers_and_sane_sizes() -> None:
    for phone in ("12345", "0373-3012345", ""):
        with pytest.raises(BadInput):
            save_draft(phone=phone, answers={})
    with pytest.raises(BadInput, match="太长"):
        save_draft(phone=PHONE, answers={"text": "字" * 70_000})


def test_stale_drafts_go() -> None:
    save_draft(phone=PHONE, answers={})
    assert drop_stale_drafts() == 0
    with occasion(at=at(TODAY + timedelta(days=31))):
        assert drop_stale_drafts() == 1


def test_a_group_joins_by_its_code(people: People) -> None:
    lead = save_draft(phone=PHONE, answers={"employer": "甲公司"})
    code = open_group(phone=PHONE, code=lead.code)
    assert open_group(phone=PHONE, code=lead.code) == code
    for n in range(10):
        join_group(group_code=code, claim=ClaimFacts(name=f"工人{n}", phone=f"1390000000{n}", amount_fen=n))
    join_group(group_code=code, claim=ClaimFacts(name="工人3", phone="13900000003", amount_fen=300))
    claims = group_claims(code)
    assert len(claims) == 10 and sum(one.amount_fen or 0 for one in claims) == 45 - 3 + 300
    clue = a_clue(None, claims=claims, persons=None, amount_fen=None)
    assert is_collective(clue) and clue.amount_fen == 342
    assert clue.claims.filter(cosigned_at__isnull=False).count() == 10
    assert close_group(code) == 11 and not ClaimDraft.objects.exists()
    for wrong in (code, "", "XXXX"):
        with pytest.raises(Refusal, match="集体登记打不开"):
            join_group(group_code=wrong, claim=ClaimFacts(name="乙", phone="13900000099"))
    assert group_claims("") == ()
