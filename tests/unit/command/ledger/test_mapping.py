"""Foreign headings: mapped once, kept by name and unit, used again at page and command, bad rows back under their own headings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.command.ledger.files.headings import plain_heading, read_as
from nuanxin.command.ledger.files.reading import headings_in
from nuanxin.command.ledger.importing import import_clues
from nuanxin.command.ledger.mapping import keep_mapping, mapping_faults, names_of, renaming, suggested
from nuanxin.command.ledger.models import HeadingMapping
from nuanxin.command.ledger.sheets import CLUES
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, People, at
from tests.unit.command.ledger.workbooks import command, workbook

NOW = at(TODAY)
THEIRS = {
    "诉求编号": "外部编号",
    "来源渠道": "渠道",
    "诉求时间": "收到日期",
    "被投诉单位": "用人单位",
    "属地": "区划代码",
}
ROW = {
    "诉求编号": "12345-1", "来源渠道": "电话12345", "诉求时间": "2024-01-05", "被投诉单位": "新乡丁建筑有限公司", "属地": "410721",
    "欠薪金额(元)": "8000", "经办坐席": "07号",
}  # fmt: skip


def foreign(path: Path, *rows: dict[str, str]) -> Path:
    return workbook(path, {"Sheet1": list(rows)}, {"Sheet1": list(ROW)})


def kept(people: People, name: str = "12345平台", headings: dict[str, str] | None = None) -> HeadingMapping:
    return keep_mapping(
        unit=people.owner.unit, name=name, sheet="线索", headings=headings or THEIRS, by=people.owner, at=NOW
    )


@pytest.mark.django_db
def test_mapped_once_used_again(people: People, tmp_path: Path) -> None:
    path = foreign(tmp_path / "a.xlsx", ROW, {**ROW, "诉求编号": "12345-2", "诉求时间": "不详"})
    with pytest.raises(BadInput, match="缺少必填列“外部编号”"):
        import_clues(path=path, on=TODAY, by=people.owner)
    kept(people)
    names = renaming(people.owner.unit, "12345平台")
    back = tmp_path / "back.xlsx"
    done = import_clues(path=path, on=TODAY, by=people.owner, renamed=names, errors_to=back).tallies["线索"]
    assert (len(done.returned), done.as_json()["created"]) == (1, 1)
    clue = Clue.objects.get(external_number="12345-1")
    assert clue.employer_said == "新乡丁建筑有限公司" and clue.amount_fen == 800_000
    assert clue.notes["经办坐席"] == "07号"
    assert headings_in(back, clues_only=True)["线索"][:2] == ["诉求编号", "来源渠道"]  # their own headings
    again = import_clues(path=path, on=TODAY, by=people.owner, renamed=names).tallies["线索"].as_json()
    assert (again["created"], again["unchanged"]) == (0, 1)


@pytest.mark.django_db
def test_at_the_command(people: People, tmp_path: Path) -> None:
    kept(people)
    path = foreign(tmp_path / "a.xlsx", ROW)
    code = people.owner.unit.code
    done = command("import_clues", path, "--mapping", "12345平台", "--unit", code)
    assert done["created"] == 1
    with pytest.raises(CommandError, match="没有名为“省平台”"):
        command("import_clues", path, "--mapping", "省平台", "--unit", code)
    with pytest.raises(CommandError, match="没有单位代码"):
        command("import_clues", path, "--mapping", "12345平台")


@pytest.mark.django_db
def test_kept_by_name_and_unit_a_new_version_ends_the_old(people: People) -> None:
    first = kept(people)
    assert kept(people) == first  # the same once more is no new version
    second = keep_mapping(
        unit=people.owner.unit, name="12345平台", sheet="线索", headings={"单号": "外部编号"}, by=people.colleague,
        at=NOW + timedelta(minutes=1),
    )  # fmt: skip
    first.refresh_from_db()
    assert first.ended_at is not None and second.ended_at is None
    assert renaming(people.owner.unit, "12345平台") == {"线索": {"单号": "外部编号"}}
    assert names_of(people.stranger.unit) == []
    with pytest.raises(Refusal, match="没有名为"):
        renaming(people.stranger.unit, "12345平台")


@pytest.mark.django_db
def test_who_may_keep(people: People) -> None:
    for who in (people.stranger, people.leader, people.housing):
        with pytest.raises(Refusal):
            keep_mapping(unit=people.owner.unit, name="甲", sheet="线索", headings=THEIRS, by=who, at=NOW)
    with pytest.raises(Refusal, match="名称"):
        kept(people, " ")
    with pytest.raises(BadInput, match="没有“金额合计”这一列"):
        kept(people, "乙", {"金额": "金额合计"})


def test_two_for_one_column() -> None:
    faults = mapping_faults(CLUES, {"单号": "外部编号", "编号": "外部编号"})
    assert [str(fault.message) for fault in faults] == ["有两列对应“外部编号”"]


def test_what_is_offered() -> None:
    offered = suggested(CLUES, ["外部编号", "联系电话1", "用工单位", "备注"], {"用工单位": "用人单位"})
    assert offered["外部编号"] == "外部编号" and offered["用人单位"] == "用工单位"
    assert offered["联系电话"] == "联系电话1" and "备注" not in offered.values()


def test_what_only_begins_alike_is_not_offered() -> None:
    offered = suggested(CLUES, ["诉求编号", "欠薪金额"], {})
    assert offered == {"欠薪金额(元)": "欠薪金额"}


def test_a_heading_of_ours_gives_way_to_the_mapping() -> None:
    assert read_as(["编号", "外部编号", "地点"], {"编号": "外部编号"}) == ["外部编号", "", "地点"]
    assert read_as(["外部编号"], {"编号": "外部编号"}) == ["外部编号"]  # what is not in the file takes nothing


WORDS = st.lists(st.sampled_from(["外部编号", "渠道", "甲", "乙", "丙*"]), unique=True)


@given(WORDS, st.dictionaries(st.sampled_from(["甲", "乙", "丙"]), st.sampled_from(["外部编号", "渠道"])))
def test_no_column_is_read_twice(headings: list[str], theirs: dict[str, str]) -> None:
    """Where a mapping names each column of ours once, none is read from two places, and nothing is lost or moved."""
    once = {heading: ours for heading, ours in theirs.items() if list(theirs.values()).count(ours) == 1}
    meant = read_as(headings, once)
    said = [one for one in meant if one]
    assert len(meant) == len(headings) and len(said) == len(set(said))
    obvious = {plain_heading(h): once.get(plain_heading(h)) for h in headings}
    assert all(meant[at] == obvious[plain_heading(h)] for at, h in enumerate(headings) if obvious[plain_heading(h)])
