"""Registration: everybody is heard, everything wrong is named at once, and one person answers for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.receiving import operator
from nuanxin.foundation.parties.models import Employer, EmployerAlias, Project, Worker
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.duplicates.gathering import facts_at_hand, facts_of
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.registration import ClaimFacts, ReporterFacts, admit, is_collective, reporter_indexes
from tests.conftest import People
from tests.unit.rights.intake.clues import FACTS, TODAY, a_clue


def good_code() -> str:
    from nuanxin.foundation.common.credit_code import credit_code_check_digit

    return "91410700MA4000000" + credit_code_check_digit("91410700MA4000000")


def good_id(number: int = 13) -> str:
    from nuanxin.foundation.common.identity import id_check_digit

    first = f"41072119900307{number:03d}"
    return first + id_check_digit(first)


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"received_on": date(2024, 1, 11)}, "收到日期", "今天之后"),
        ({"owed_to": "2024-05"}, "欠薪止", "今天之后"),
        ({"owed_from": "2023-11", "owed_to": "2023-09"}, "欠薪起", "晚于"),
        ({"owed_from": "去年"}, "欠薪起", "不是日期"),
        ({"credit_code": "91410700MA4000000X"}, "统一社会信用代码", "校验位|不符"),
        ({"reporters": (ReporterFacts(name="张三", id_number="410721199003070011"),)}, "证件号码", "校验位"),
        ({"reporters": (ReporterFacts(name="张三", phone="1380000"),)}, "联系电话", "11位"),
        ({"persons": 3, "migrant_persons": 4}, "其中农民工", "多于"),
        ({"amount_fen": 100, "migrant_amount_fen": 101}, "其中农民工金额(元)", "多于"),
        ({"persons": 0}, "涉及人数", "不能为0"),
        ({"reporters": (ReporterFacts(anonymous=True),)}, "性质", "实名"),
        (
            {
                "claims": (ClaimFacts(name="甲", amount_fen=100), ClaimFacts(name="乙", amount_fen=200)),
                "amount_fen": 500,
            },
            "欠薪金额(元)",
            "不符",
        ),
        ({"employer_name": "不详", "place": "", "demand": "", "reporters": ()}, "用人单位", "至少要有一项"),
    ],
)
def test_what_cannot_be_written(changes: dict[str, Any], column: str, words: str) -> None:
    import re

    faults = admit(replace(FACTS, **changes), TODAY).faults
    assert [fault.column for fault in faults] == [column]
    assert re.search(words, faults[0].message)


@pytest.mark.parametrize(
    "known", [{"place": "某桥下"}, {"demand": "要工资"}, {"reporters": (ReporterFacts(phone="13800001234"),)}]
)
def test_an_unknown_employer_is_no_obstacle(known: dict[str, Any]) -> None:
    facts = replace(FACTS, **{"employer_name": "不详", "place": "", "demand": "", "reporters": (), **known})
    admission = admit(facts, TODAY)
    assert admission.faults == () and "用人单位不详，请在核实后补充" in admission.warnings


@pytest.mark.parametrize(
    ("persons", "amount", "odd"),
    [
        (10, 15, True),
        (1, 9_999, True),
        (1, 10_000, False),
        (1, 20_000_000, False),
        (1, 20_000_001, True),
        (None, None, False),
    ],
)
def test_wan_typed_for_yuan_is_asked(persons: int | None, amount: int | None, odd: bool) -> None:
    warnings = admit(replace(FACTS, persons=persons, amount_fen=amount), TODAY).warnings
    assert any("是否把元写成万元" in text for text in warnings) == odd


def test_faults_are_named_all_at_once() -> None:
    facts = replace(FACTS, received_on=date(2025, 1, 1), credit_code="1", persons=1, migrant_persons=2)
    assert {fault.column for fault in admit(facts, TODAY).faults} == {"收到日期", "统一社会信用代码", "其中农民工"}


def test_a_bad_claim_writes_nothing(people: People) -> None:
    with pytest.raises(BadInput):
        a_clue(people.owner, persons=1, migrant_persons=2)
    with pytest.raises(BadInput, match="没有“999999”这个区划"):
        a_clue(people.owner, region="999999")
    assert Clue.objects.count() == Employer.objects.count() == Message.objects.count() == 0


def test_who_may_register_where(people: People) -> None:
    for by in (people.owner, people.colleague, people.head, people.superior):
        clue = a_clue(by)
        assert clue.first_officer == clue.officer == by and clue.unit == by.unit
    for by in (people.stranger, people.housing, people.auditor, people.leader):
        with pytest.raises(Refusal, match="没有权限"):
            a_clue(by)


def test_without_staff_the_operator_answers(regions: None) -> None:
    clue = a_clue(None)
    assert clue.officer == operator() and clue.unit.code == "hrss-410721"
    assert not Message.objects.filter(channel="in_site").exists()


def test_a_township_belongs_to_its_county(people: People) -> None:
    clue = a_clue(None, region="410721101")
    assert (clue.unit.code, clue.region_id, clue.number[:6]) == ("hrss-410721", "410721101", "410721")


def test_employers_are_found_again(people: People) -> None:
    first = a_clue(people.owner)
    assert a_clue(people.owner, employer_name="河南甲建筑 有限公司").employer == first.employer
    assert a_clue(people.superior, region="410724").employer != first.employer
    coded = a_clue(people.owner, employer_name="河南乙公司", credit_code=good_code())
    assert a_clue(people.owner, employer_name="叫错了名字", credit_code=good_code().lower()).employer == coded.employer
    assert coded.employer is not None and first.employer is not None
    EmployerAlias.objects.create(party=first.employer, name="老甲", name_key="老甲")
    assert a_clue(people.owner, employer_name="老甲").employer == first.employer


def test_merged_employers_lead_to_the_one_that_is_kept(people: People) -> None:
    kept, gone = (
        a_clue(people.owner, employer_name="甲厂").employer,
        a_clue(people.owner, employer_name="乙厂").employer,
    )
    assert kept and gone
    gone.merged_into = kept
    gone.save()
    assert a_clue(people.owner, employer_name="乙厂").employer == kept


def test_the_code_on_the_board_fills_the_project(people: People) -> None:
    builder = Employer.objects.create(name="总包公司", region_id="410721")
    Project.objects.create(
        name="安置房一标段", employer=builder, region_id="410721", government=True, state_firm=False, site_code="ABC123"
    )
    clue = a_clue(None, employer_name="", site_code="abc123")
    assert (clue.employer, clue.project_said, clue.sector, clue.government) == (
        builder,
        "安置房一标段",
        "construction",
        True,
    )


def test_a_named_project_is_found_again(people: People) -> None:
    first, second = a_clue(people.owner, project_name="二标段"), a_clue(people.owner, project_name="二标段")
    other = a_clue(people.owner, project_name="二标段", employer_name="另一家公司")
    assert first.project == second.project != other.project
    assert first.sector == "construction"


def test_a_group_is_collective_from_ten_and_adds_up(people: People) -> None:
    claims = tuple(ClaimFacts(name=f"工人{n}", id_number=good_id(n), amount_fen=100_000 + n) for n in range(200))
    clue = a_clue(None, claims=claims, persons=None, amount_fen=None)
    assert is_collective(clue) and clue.persons == 200
    assert clue.amount_fen == sum(one.claimed_fen or 0 for one in clue.claims.all()) == 20_019_900
    assert not is_collective(a_clue(None, claims=claims[:9], persons=None, amount_fen=None))
    assert Worker.objects.count() == 200


def test_one_worker_twice_on_a_roster_is_one_claim(people: People) -> None:
    claims = (
        ClaimFacts(name="甲", id_number=good_id(), amount_fen=100_000),
        ClaimFacts(name="甲", id_number=good_id(), amount_fen=50_000),
    )
    clue = a_clue(None, claims=claims, persons=2, amount_fen=150_000)
    assert clue.claims.get().claimed_fen == 150_000
    assert any("重复的证件号码" in text for text in clue.notes["warnings"])


def test_the_reporter_lies_sealed(people: People) -> None:
    facts = ReporterFacts(name="张三", phone="13800001234", id_number=good_id())
    clue = a_clue(people.owner, reporters=(facts,))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, id_number, phone_index FROM intake_reporter")
        row = cursor.fetchone()
    assert not any(plain in value for value in row for plain in ("张三", "13800001234", facts.id_number))
    assert clue.reporters.get(phone_index=reporter_indexes(facts)["phone_index"]).name == "张三"


def test_an_anonymous_report_is_a_report_without_clock_or_message(people: People) -> None:
    clue = a_clue(None, kind=ClueKind.REPORT, reporters=(ReporterFacts(anonymous=True, phone="13800001234"),))
    assert clue.due_on is None and clue.receipt_code and not clue.claims.exists()
    assert not Message.objects.filter(template="clue_registered").exists()


def test_helpers_stay_visible(people: People) -> None:
    a_clue(None, channel=Channel.QR, assisted_by="村支书老李")
    assert ClueEvent.objects.get().said_by == "村支书老李（代为填写）"
    assert AuditEvent.objects.filter(act="register_clue", actor="劳动者（网页）").count() == 1


def test_late_entry_starts_the_clock_when_it_came(people: People) -> None:
    assert a_clue(people.owner, received_on=date(2024, 1, 2)).due_on == date(2024, 1, 9)


def test_what_is_screened_is_what_the_database_would_say(people: People) -> None:
    """Its twin reads the rows back and unseals them: several people, an employer known by another name, a crew."""
    first = a_clue(
        people.owner, reporters=(ReporterFacts(name="张三、李四", phone="13800001234", id_number=good_id()),)
    )
    EmployerAlias.objects.create(party=first.employer, name="甲建筑", name_key="甲建筑")
    crew = tuple(ClaimFacts(name=f"王{n}", phone=f"1390000000{n}") for n in range(3))
    told: list[dict[str, Any]] = [{}, {"employer_name": "甲建筑"}, {"claims": crew, "project_name": "某花园二期"}]
    for changes in [*told, {"reporters": ()}]:
        clue = a_clue(people.owner, **changes)
        workers = [claim.worker for claim in clue.claims.order_by("pk").select_related("worker")]
        at_hand = facts_at_hand(clue, clue.reporters.order_by("pk"), workers)
        read = facts_of([clue.pk])[0]
        assert replace(at_hand, people=()) == replace(read, people=())
        assert set(at_hand.people) == set(read.people)


def test_a_registration_asks_little(people: People, django_assert_max_num_queries: Any) -> None:
    a_clue(people.owner)
    with django_assert_max_num_queries(24):
        a_clue(people.owner)
