"""A merge is a pointer; undoing it restores every row to the byte, and the entry stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import serializers

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.parties.aliases import add_alias, names_of, rename_party, withdraw_alias
from nuanxin.foundation.parties.linkage import find_employer, find_project, find_worker
from nuanxin.foundation.parties.merging import merge_parties, undo_merge
from nuanxin.foundation.parties.models import Employer, EmployerAlias, PartyMerge, Project, Worker

TODAY = date(2024, 1, 10)
CODE = "91410721MA3X12345Y"


def stored() -> str:
    rows = [*Employer.objects.order_by("pk"), *EmployerAlias.objects.order_by("pk"), *Project.objects.order_by("pk")]
    return serializers.serialize("json", rows)


def employer(name: str, **also: Any) -> Employer:
    return Employer.objects.create(name=name, region_id="410721", **also)


def test_merge_and_undo_restore_every_byte(people: Any) -> None:
    kept, merged = employer("新乡市宏达建筑劳务有限公司", credit_code=CODE), employer("宏达劳务")
    earlier = employer("宏达", merged_into=merged)
    Project.objects.create(name="阳光花园", region_id="410721", employer=merged)
    before = stored()
    merge = merge_parties(kept=kept, merged=merged, reason="同一单位的简称", by=people.owner, on=TODAY)
    merged.refresh_from_db()
    earlier.refresh_from_db()
    assert merged.merged_into == kept
    assert earlier.merged_into == kept
    undone = undo_merge(merge=merge, reason="核实为两个单位", by=people.head, on=TODAY)
    assert stored() == before
    assert (undone.undone_by, undone.undone_for) == (people.head, "核实为两个单位")
    assert PartyMerge.objects.count() == 1
    assert list(AuditEvent.objects.order_by("sequence").values_list("act", flat=True))[-2:] == [
        "party.merged",
        "party.parted",
    ]


@pytest.mark.parametrize(
    ("kept", "merged", "why"),
    [
        ({"credit_code": CODE}, {"credit_code": "91410721MA3X54321B"}, "统一社会信用代码不同"),
        ({}, {"credit_code": CODE}, "应保留有代码"),
    ],
)
def test_what_cannot_be_one(people: Any, kept: dict[str, str], merged: dict[str, str], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        merge_parties(
            kept=employer("甲", **kept), merged=employer("乙", **merged), reason="像", by=people.owner, on=TODAY
        )


def test_no_reason_no_self_no_merged_one(people: Any) -> None:
    one, two, three = employer("甲厂"), employer("乙厂"), employer("丙厂")
    for kept, merged, reason in ((one, one, "像"), (one, two, " ")):
        with pytest.raises(Refusal):
            merge_parties(kept=kept, merged=merged, reason=reason, by=people.owner, on=TODAY)
    merge = merge_parties(kept=one, merged=two, reason="同一家", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="已经并入"):
        merge_parties(kept=two, merged=three, reason="同一家", by=people.owner, on=TODAY)
    merge_parties(kept=three, merged=one, reason="同一家", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="先撤销后来"):
        undo_merge(merge=merge, reason="错了", by=people.owner, on=TODAY)


def test_only_who_decides_here(people: Any) -> None:
    for person in (people.stranger, people.leader, people.housing):
        with pytest.raises(Refusal, match="没有权限"):
            merge_parties(kept=employer("甲厂"), merged=employer("乙厂"), reason="同一家", by=person, on=TODAY)


def test_workers_with_two_numbers_are_two(people: Any) -> None:
    one = Worker.objects.create(name="张伟", id_number="410721198506152017")
    two = Worker.objects.create(name="张伟", id_number="410721198801011234")
    with pytest.raises(Refusal, match="证件号码不同"):
        merge_parties(kept=one, merged=two, reason="同名", by=people.owner, on=TODAY)
    three = Worker.objects.create(name="张伟", phone="13837312345")
    merge = merge_parties(kept=one, merged=three, reason="本人确认", by=people.owner, on=TODAY)
    assert merge.kind == "worker"


def test_alias_once(people: Any) -> None:
    firm = employer("新乡市宏达建筑劳务有限公司")
    assert add_alias(party=firm, name="大老宏", by=people.owner, on=TODAY) is not None
    assert add_alias(party=firm, name="大老宏 ", by=people.owner, on=TODAY) is None
    assert add_alias(party=firm, name="新乡市宏达建筑劳务", by=people.owner, on=TODAY) is None
    with pytest.raises(Refusal):
        add_alias(party=firm, name="——", by=people.owner, on=TODAY)


def test_a_withdrawn_alias_finds_nobody_and_stays(people: Any) -> None:
    firm = employer("新乡市宏达建筑劳务有限公司")
    alias = add_alias(party=firm, name="大老宏", by=people.owner, on=TODAY)
    assert alias is not None
    assert find_employer("大老宏", region="410721").party == firm
    with pytest.raises(Refusal, match="没有写明理由"):
        withdraw_alias(alias=alias, reason=" ", by=people.owner, on=TODAY)
    withdraw_alias(alias=alias, reason="是另一家的俗称", by=people.head, on=TODAY)
    assert find_employer("大老宏", region="410721").party is None
    with pytest.raises(Refusal, match="已于2024-01-10撤回"):
        withdraw_alias(alias=alias, reason="再撤一次", by=people.head, on=TODAY)
    again = add_alias(party=firm, name="大老宏", by=people.owner, on=TODAY)
    assert [one.withdrawn_for for one in names_of(firm)] == ["是另一家的俗称", ""]
    assert again is not None


def test_a_new_name_keeps_the_old_one(people: Any) -> None:
    firm = employer("宏达劳务有限公司")
    rename_party(party=firm, name="宏达建设有限公司", reason="营业执照变更", by=people.owner, on=TODAY)
    firm.refresh_from_db()
    (former,) = names_of(firm)
    assert (firm.name, former.name, former.kind, former.until) == (
        "宏达建设有限公司",
        "宏达劳务有限公司",
        "former",
        TODAY,
    )
    assert find_employer("宏达劳务有限公司", region="410721").party == firm
    for name, reason in (("宏达建设有限公司", "变更"), ("宏达集团", " "), ("——", "变更"), ("长" * 201, "变更")):
        with pytest.raises(Refusal, match="不能更名"):
            rename_party(party=firm, name=name, reason=reason, by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有权限"):
        rename_party(party=firm, name="宏达集团", reason="变更", by=people.stranger, on=TODAY)


def test_projects_and_workers_have_other_names_too(people: Any) -> None:
    site = Project.objects.create(name="阳光花园二期", region_id="410721")
    add_alias(party=site, name="翟坡大工地", by=people.owner, on=TODAY)
    assert find_project("翟坡大工地", region="410721").party == site
    worker = Worker.objects.create(name="张伟", phone="13837312345")
    add_alias(party=worker, name="张玮", kind="former", by=people.owner, on=TODAY)
    assert find_worker(phone="13837312345", name="张玮") == worker
    assert find_worker(phone="13837312345", name="张威") is None
