"""A small county office at work, made only by acts: clues in every state, a case under way, one settled, pairs, visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases import supervision
from nuanxin.rights.cases.agreements import Part, sign_agreement
from nuanxin.rights.cases.filing import file_case, start_coordination
from nuanxin.rights.cases.ledger import record_payment, verify_claim
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.intake import acceptance, transfer
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.pairs import DuplicatePair
from nuanxin.rights.intake.registration import ClaimFacts, ClueFacts, ReporterFacts, register_clue
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.visits import Seen, record_visit
from tests.conftest import TODAY, People, at
from tests.unit.rights.cases.making import id_number

DECEMBER = date(2023, 12, 4)  # a Monday
SURNAMES = "张王李赵刘陈杨黄周吴"
GIVEN = ("建国", "秀英", "志强", "桂芳", "海涛", "丽娟", "国庆", "玉梅", "小军", "春花")


@dataclass
class Scene:
    """What pages are tried on."""

    people: People
    received: Clue
    supplement: Clue
    moving: Clue
    helped: Clue
    filed: Clue
    case: Case
    coordination: Case
    pair: DuplicatePair
    visit: Visit


def heard(by: Any, on: date, **said: Any) -> Clue:
    """One clue, registered on that day."""
    facts = ClueFacts(**{"channel": Channel.P12333, "region": "410721", "received_on": on, **said})
    with occasion(at=at(on), source="test"):
        return register_clue(facts=facts, by=by, on=on)


def crew(count: int, fen: int, first: int = 0) -> tuple[ClaimFacts, ...]:
    """Invented workers with valid numbers."""
    return tuple(
        ClaimFacts(
            name=SURNAMES[n % 10] + GIVEN[(n * 7) % 10],
            id_number=id_number(n),
            phone=f"138373{n:05d}",
            amount_fen=fen + n * 10_000,
            owed_from="2023-08",
            owed_to="2023-11",
            migrant=n % 5 != 4,
        )
        for n in range(first, first + count)
    )


def telling(name: str, n: int) -> tuple[ReporterFacts, ...]:
    return (ReporterFacts(name=name, phone=f"159373{n:05d}", id_number=id_number(200 + n), migrant=True),)


def make_scene(people: People) -> Scene:
    """Everything happened before the working morning on which tests look."""
    unit = people.owner.unit
    unit.document_word, unit.address, unit.phone = "新人社", "新乡县青年路1号", "0373-5081234"
    unit.save()
    received = heard(
        people.owner, TODAY - timedelta(days=2), employer_name="河南宏达建筑劳务有限公司", project_name="阳光花园二期",
        place="翟坡镇中心大道", owed_from="2023-09", owed_to="2023-12", persons=12, migrant_persons=12,
        amount_fen=18_600_000, demand="包工头说甲方没有拨款，年前要回家，请尽快解决。", reporters=telling("张建国", 1),
    )  # fmt: skip
    twin = heard(
        people.colleague, TODAY - timedelta(days=1), channel=Channel.P12345, employer_name="宏达劳务", project_name="阳光花园2期工地",
        owed_from="2023-09", owed_to="2023-12", persons=12, amount_fen=18_600_000, reporters=telling("张建国", 1),
        external_number="12345-20240109-0077",
    )  # fmt: skip
    supplement = heard(
        people.owner, TODAY - timedelta(days=5), channel=Channel.VISIT, place="小冀镇一处厂房", persons=3, amount_fen=2_400_000,
        demand="不知道公司名称，只有老板电话", reporters=telling("李秀英", 2),
    )  # fmt: skip
    moving, helped = _sent_and_helped(people)
    with occasion(at=at(TODAY - timedelta(days=4)), source="test"):
        acceptance.ask_supplement(
            clue=supplement, items=["用人单位名称"], by=people.owner, on=TODAY - timedelta(days=4)
        )
    case = _filed(people)
    coordination = _coordinated(people)
    for n in range(6):
        heard(
            people.colleague if n % 2 else people.owner, TODAY - timedelta(days=9 + n), employer_name=f"新乡市{'恒鑫东方华泰'[n % 5]}源电子厂{n}号",
            sector="manufacturing", persons=2 + n, amount_fen=(90 + n * 37) * 10_000, channel=list(Channel)[n], reporters=telling(f"刘{GIVEN[n]}", 30 + n),
            owed_from="2023-10", owed_to="2023-11",
        )  # fmt: skip
    pair = DuplicatePair.objects.filter(clue_a=received, clue_b=twin).get()
    return Scene(
        people,
        *map(_fresh, (received, supplement, moving, helped, case.clue)),
        case,
        coordination,
        pair,
        _visited(people),
    )


def _fresh(clue: Clue) -> Clue:
    return Clue.objects.get(pk=clue.pk)


def _sent_and_helped(people: People) -> tuple[Clue, Clue]:
    housing = people.housing.unit
    moving = heard(
        people.owner,
        TODAY - timedelta(days=3),
        employer_name="新乡市安居物业有限公司",
        demand="反映物业押金不退",
        reporters=telling("赵志强", 3),
    )
    helped = heard(
        people.owner, TODAY - timedelta(days=6), employer_name="河南中业建设集团有限公司", project_name="县实验中学教学楼",
        government=True, persons=8, amount_fen=9_600_000, reporters=telling("刘海涛", 4), owed_from="2023-10", owed_to="2023-12",
    )  # fmt: skip
    with occasion(at=at(TODAY - timedelta(days=2)), source="test"):
        day = TODAY - timedelta(days=2)
        transfer.send_clue(clue=moving, to_unit=housing, cause="remit", reason="物业管理事项", by=people.owner, on=day)
        acceptance.accept_clue(clue=helped, by=people.owner, on=day)
        transfer.ask_helper(
            clue=helped,
            unit=housing,
            task="核实工程款拨付情况",
            by=people.owner,
            on=day,
            due_on=TODAY + timedelta(days=3),
        )
    return moving, helped


def _filed(people: People) -> Case:
    clue = heard(
        people.owner, DECEMBER, channel=Channel.RECEPTION, employer_name="新乡甲建筑有限公司", credit_code="", project_name="甲小区一期",
        place="新乡县青年路", owed_from="2023-08", owed_to="2023-11", claims=crew(5, 1_200_000), demand="拖欠四个月工资", notes={"reception_leader": "陈领导"},
        reporters=telling("王桂芳", 5),
    )  # fmt: skip
    Employer.objects.filter(pk=clue.employer_id).update(address="新乡市平原路2号", legal_representative="张三")
    day = DECEMBER + timedelta(days=1)
    with occasion(at=at(day), source="test"):
        case = file_case(clue=clue, by=people.head, officers=(people.owner, people.colleague), on=day)
    _step(
        case,
        people,
        day,
        "evidence",
        {"kind": "inquiry", "summary": "询问劳动者五人，调取考勤表和欠条", "recording": "音视频 2023-118"},
    )
    later = DECEMBER + timedelta(days=8)
    _step(
        case, people, later, "investigated",
        {"findings": "拖欠5名劳动者2023年8月至11月工资", "persons": 5, "amount": 6_100_000, "complex": "no"},
    )  # fmt: skip
    with occasion(at=at(later), source="test"):
        for claim in Claim.objects.filter(clue=clue).order_by("pk"):
            verify_claim(
                claim=claim, verified_fen=claim.claimed_fen or 0, basis="工资表和欠条", by=people.owner, on=later
            )
    paid = Claim.objects.filter(clue=clue).order_by("pk").first()
    assert paid is not None
    with occasion(at=at(TODAY), source="test"):
        record_payment(
            claim=paid, source="employer", amount_fen=paid.claimed_fen or 0, paid_on=TODAY - timedelta(days=1), voucher="工行0012345",
            by=people.owner, on=TODAY, case=case,
        )  # fmt: skip
        supervision.put_on_list(clue=clue, reason="年前必须清零", by=people.head, on=TODAY - timedelta(days=10))
        supervision.press(clue=clue, reason="请抓紧责令支付", by=people.superior, on=TODAY - timedelta(days=1))
    return Case.objects.select_related("clue").get(pk=case.pk)


def _coordinated(people: People) -> Case:
    day = DECEMBER + timedelta(days=3)
    clue = heard(
        people.colleague, day, channel=Channel.QR, employer_name="新乡县乐园餐饮店", sector="other", claims=crew(2, 400_000, 20),
        owed_from="2023-10", owed_to="2023-11", reporters=telling("黄玉梅", 6),
    )  # fmt: skip
    with occasion(at=at(day), source="test"):
        case = start_coordination(clue=clue, by=people.colleague, on=day)
    consent = {"worker_consent_on": day, "employer_consent_on": day, "by_whom": "店主"}
    with occasion(at=at(day), source="test"):
        take_step(case=case, step="consent", facts=consent, by=people.colleague, on=day)
        parts = (Part(DECEMBER + timedelta(days=20), 400_000), Part(TODAY + timedelta(days=20), 400_000))
        sign_agreement(
            case=case, signed_on=day, text="分两期付清，每期4000元。", parts=parts, by=people.colleague, on=day
        )
    return Case.objects.select_related("clue").get(pk=case.pk)


def _step(case: Case, people: People, on: date, key: str, facts: dict[str, Any]) -> None:
    with occasion(at=at(on), source="test"):
        take_step(case=case, step=key, facts=facts, by=people.owner, on=on)


def _visited(people: People) -> Visit:
    employer = Employer.objects.get(name="新乡甲建筑有限公司")
    with occasion(at=at(TODAY), source="test"):
        return record_visit(
            employer=employer, region=Region.objects.get(pk="410721"), visited_on=TODAY - timedelta(days=7),
            seen=Seen(workforce=46, migrants=40, sector="construction", arrears_found=True, arrears_persons=5, arrears_fen=6_100_000,
                      finding="工资专户未按月拨付", rectify_by=TODAY + timedelta(days=3), recording="AV-0103-2"),
            by=people.owner, on=TODAY,
        )  # fmt: skip


def housing_unit(people: People) -> Unit:
    """The unit to which things are sent."""
    unit = people.housing.unit
    assert isinstance(unit, Unit)
    return unit
