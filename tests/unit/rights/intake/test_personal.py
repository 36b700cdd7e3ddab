"""户口 left blank, a number written wrong: put right with the old value kept, persons counted again; consents; what is held."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.models import LocalSetting, Region
from nuanxin.foundation.parties.models import Worker
from nuanxin.rights.intake.models import Claim, Clue, Reporter
from nuanxin.rights.intake.personal import OwnDetails, consents_of, correct_details, record_consents, withdraw_consent
from nuanxin.rights.intake.personal.consents import IDENTITY, LOCATION, NOTICE, agreed
from nuanxin.rights.intake.personal.correcting import changes_of, recount
from nuanxin.rights.intake.personal.held import KINDS, MISSING_PERIOD, citation, held_of_worker, held_on_clue
from nuanxin.rights.intake.personal.records import ConsentRecord, PersonalCorrection
from nuanxin.rights.intake.registration import ClaimFacts, ReporterFacts
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue

ID = "11010519491231002X"
OTHER_ID = "440524188001010014"
BLANK = ReporterFacts(name="张三", phone="13800001234")


def one_of(clue: Clue) -> tuple[Reporter, Claim]:
    return clue.reporters.get(), clue.claims.select_related("worker").get()


def put_right(clue: Clue, details: OwnDetails, by: Any = None, reason: str = "") -> Any:
    reporter, claim = one_of(clue)
    return correct_details(clue=clue, reporter=reporter, claim=claim, details=details, by=by, on=TODAY, reason=reason)


@pytest.mark.django_db
def test_the_worker_states_his_hukou_and_is_counted(people: People) -> None:
    clue = a_clue(None, reporters=(BLANK,))
    assert (clue.migrant_persons, clue.migrant_amount_fen) == (None, None)
    done = put_right(clue, OwnDetails(migrant=True))
    clue.refresh_from_db()
    assert (clue.persons, clue.migrant_persons, clue.migrant_amount_fen) == (1, 1, 2_400_000)
    assert (done.migrant_persons, done.migrant_amount_fen) == (1, 2_400_000)
    reporter, claim = one_of(clue)
    assert reporter.migrant is True and claim.worker.migrant is True
    kept = PersonalCorrection.objects.get()
    assert (kept.detail, kept.before, kept.after, kept.by, kept.occurred_on) == ("migrant", "", "农村户口", None, TODAY)
    line = clue.events.get(kind="correct_details")
    assert "户口由未填更正为农村户口" in line.text and line.details["counted"]["migrant_persons"] == [None, 1]
    put_right(clue, OwnDetails(migrant=False))
    clue.refresh_from_db()
    assert (clue.migrant_persons, clue.migrant_amount_fen) == (0, 0)
    assert PersonalCorrection.objects.order_by("pk").first() == kept


@pytest.mark.django_db
def test_the_number_may_be_completed_but_not_swapped_by_the_worker(people: People) -> None:
    clue = a_clue(None, reporters=(BLANK,))
    put_right(clue, OwnDetails(id_number=f" {ID.lower()} "))
    reporter, claim = one_of(clue)
    assert reporter.id_number == claim.worker.id_number == ID and reporter.id_index == claim.worker.id_index
    assert ID not in clue.events.get(kind="correct_details").text
    assert ID not in str(AuditEvent.objects.get(act="correct_details").details)
    for details in (OwnDetails(id_number=OTHER_ID), OwnDetails(name="李四")):
        with pytest.raises(Refusal, match="工作人员核对"):
            put_right(clue, details)
    with pytest.raises(BadInput):
        put_right(clue, OwnDetails(id_number="110105194912310021"))
    with pytest.raises(Refusal, match="没有写明怎样核实"):
        put_right(clue, OwnDetails(name="张叁"), people.owner)
    put_right(clue, OwnDetails(name="张叁", id_number=OTHER_ID), people.owner, "核对了身份证")
    reporter, claim = one_of(clue)
    assert (reporter.name, claim.worker.name, claim.worker.id_number) == ("张叁", "张叁", OTHER_ID)
    befores = {row.detail: row.before for row in PersonalCorrection.objects.filter(by=people.owner)}
    assert befores == {"name": "张三", "id_number": ID}


@pytest.mark.django_db
def test_the_same_person_elsewhere_becomes_one(people: People) -> None:
    a_clue(people.owner, reporters=(ReporterFacts(name="张三", phone="13900000000", id_number=ID),))
    clue = a_clue(None, reporters=(BLANK,))
    known = Worker.objects.get(id_number__isnull=False, id_index__isnull=False)
    put_right(clue, OwnDetails(id_number=ID))
    assert one_of(clue)[1].worker_id == known.pk
    stranger = a_clue(None, reporters=(ReporterFacts(name="李四", phone="13700000000"),))
    with pytest.raises(Refusal, match="另一个人名下"):
        put_right(stranger, OwnDetails(id_number=ID))
    assert PersonalCorrection.objects.filter(clue=stranger).count() == 0


@pytest.mark.django_db
def test_who_may_and_what_is_nothing(people: People) -> None:
    clue = a_clue(people.owner)
    for by in (people.stranger, people.superior, people.leader):
        with pytest.raises(Refusal, match="没有权限"):
            put_right(clue, OwnDetails(migrant=False), by, "核对")
    with pytest.raises(Refusal, match="和原来一样"):
        put_right(clue, OwnDetails(migrant=True, name=" 张三 "), people.owner, "核对")
    with pytest.raises(Refusal, match="不能确定是哪一位"):
        correct_details(clue=clue, reporter=None, claim=None, details=OwnDetails(migrant=True), by=None, on=TODAY)


@pytest.mark.django_db
def test_a_roster_counts_when_everybody_is_known(people: People) -> None:
    lines = tuple(
        ClaimFacts(name=f"工友{n}", phone=f"1370000000{n}", amount_fen=100_00 * n, migrant=known)
        for n, known in ((1, True), (2, None), (3, False))
    )
    clue = a_clue(people.owner, claims=lines, amount_fen=None, persons=3)
    claim = clue.claims.select_related("worker").get(worker__name="工友2")
    correct_details(
        clue=clue,
        reporter=None,
        claim=claim,
        details=OwnDetails(migrant=True),
        by=people.owner,
        on=TODAY,
        reason="核对",
    )
    clue.refresh_from_db()
    assert (clue.migrant_persons, clue.migrant_amount_fen) == (2, 300_00)


ROWS = st.lists(st.tuples(st.none() | st.integers(0, 10**9), st.none() | st.booleans()), max_size=8)


@given(ROWS, st.none() | st.integers(1, 10), st.none() | st.integers(0, 10**10))
def test_recount_is_within_its_bounds(
    rows: list[tuple[int | None, bool | None]], persons: int | None, amount: int | None
) -> None:
    migrants, fen = recount(rows, persons=persons, amount_fen=amount)
    if migrants is None:
        assert fen is None and (not rows or len(rows) < (persons or 0) or None in [known for _, known in rows])
        return
    assert migrants == sum(1 for _, known in rows if known) <= len(rows)
    assert fen is None or amount is None or fen <= amount


def test_changes_name_only_what_differs() -> None:
    before = OwnDetails("张三", "", None)
    assert changes_of(before, OwnDetails()) == ()
    assert changes_of(before, OwnDetails("张三 ", "", False))[0].after == "城镇户口"
    assert [one.detail for one in changes_of(before, OwnDetails("李四", ID, True))] == ["name", "id_number", "migrant"]


@pytest.mark.django_db
def test_consent_is_kept_as_it_was_worded_and_may_be_taken_back(people: People) -> None:
    clue = a_clue(None, consents=(NOTICE, IDENTITY, "nonsense"))
    told = consents_of(clue)
    assert [row.purpose for row in told] == [NOTICE, IDENTITY] and all(row.way == "page" for row in told)
    assert told[0].reporter == clue.reporters.get() and "身份证号用来核对" in told[1].wording
    assert agreed(clue, IDENTITY) and not agreed(clue, LOCATION)
    withdraw_consent(clue=clue, purpose=IDENTITY, on=TODAY)
    assert not agreed(clue, IDENTITY) and ConsentRecord.objects.count() == 2
    for purpose in (IDENTITY, NOTICE, LOCATION, "x"):
        with pytest.raises(Refusal, match="不能撤回"):
            withdraw_consent(clue=clue, purpose=purpose, on=TODAY)


@pytest.mark.django_db
def test_whoever_writes_for_a_worker_tells_him(people: People) -> None:
    clue = a_clue(people.owner, assisted_by="村会计")
    assert [(row.purpose, row.way) for row in consents_of(clue)] == [(NOTICE, "staff")]
    assert consents_of(a_clue(people.owner)) == []
    assert record_consents(clue=clue, reporter=None, purposes=(), way="page", on=TODAY) == []


@pytest.mark.django_db
def test_the_report_of_what_is_held_counts_and_says_why(people: People) -> None:
    clue = a_clue(None, consents=(NOTICE,), reporters=(BLANK,))
    put_right(clue, OwnDetails(migrant=True))
    a_clue(people.owner, reporters=(ReporterFacts(name="别人", phone="13711112222"),))
    worker = one_of(clue)[1].worker
    found = {line.kind.key: line for line in held_of_worker(worker, region=clue.region, on=TODAY)}
    assert {key: line.number for key, line in found.items()} == {
        "reporter": 1, "claim": 1, "worker": 1, "evidence": 0, "correction": 1, "consent": 1, "draft": 0,
    }  # fmt: skip
    assert found["claim"].until == MISSING_PERIOD and "30天" in found["draft"].until
    LocalSetting.objects.create(
        key="retention.clue", region=Region.objects.get(pk="410000"), value=10, source="档案规定", valid_from=TODAY
    )
    reporter, claim = one_of(clue)
    here = held_on_clue(clue, reporter=reporter, claim=claim, on=TODAY)
    assert here[0].until == "办结后10年（档案规定）" and here[0].since == TODAY
    assert held_on_clue(clue, reporter=None, claim=None, on=TODAY)[0].number == 0


def test_every_kind_rests_on_an_article() -> None:
    assert all("《" in citation(kind) and kind.why for kind in KINDS)
