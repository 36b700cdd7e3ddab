"""Printed names of bodies become kinds of unit; what nobody has said stays to be given by hand."""

import pytest

from nuanxin.command.campaigns.plan.whom import Addressed, Whom, _words, addressed, whom
from nuanxin.foundation.organisations.kinds import RegionLevel, UnitKind


@pytest.mark.parametrize(
    ("bodies", "meant"),
    [
        (["各县（市、区）", "各成员单位"], Whom(levels=("county",), everybody=True)),
        (["工程建设行业主管部门"], Whom(kinds=("housing", "transport", "water"))),
        (["各设区市人力资源社会保障局", "司法部门"], Whom(kinds=("hrss", "justice"), levels=("city",))),
        (["农民工工资争议速裁庭", "人民法院"], Whom(kinds=("arbitration", "court"))),
        (["人民调解委员会"], Whom(kinds=("mediation",))),
        (["各地"], Whom(everywhere=True)),
        (["各级工会组织"], Whom(kinds=("union",), everywhere=True)),
        (["央企国企", "企业"], Whom(unknown=("央企国企", "企业"))),
        ([], Whom()),
    ],
)  # fmt: skip
def test_whom(bodies: list[str], meant: Whom) -> None:
    assert whom(bodies) == meant


def test_every_kind_and_level_of_the_table_exists() -> None:
    words = _words()
    named = {*words["kinds"], *(kind for kinds in words["several"].values() for kind in kinds)}
    assert named <= set(UnitKind.values)
    assert set(words["levels"]) <= set(RegionLevel.values)


@pytest.mark.parametrize(
    ("bodies", "at", "kinds", "leader", "below", "members"),
    [
        (["各设区市人力资源社会保障局", "司法部门"], "province", (), False, True, False),
        (["各设区市人力资源社会保障局", "司法部门"], "city", ("hrss", "justice"), False, False, False),
        (["各设区市人力资源社会保障局"], "county", ("hrss",), False, False, False),
        (["各县（市、区）", "各成员单位"], "city", (), False, True, True),
        (["各县（市、区）", "公安部门"], "city", ("police",), False, True, False),
        (["各县（市、区）"], "county", (), True, False, False),
        (["自治区农民工工作领导小组各有关成员单位"], "province", (), False, False, True),
        (["各地"], "city", (), False, True, False),
    ],
)
def test_the_same_words_mean_others_at_another_level(
    bodies: list[str], at: str, kinds: tuple[str, ...], leader: bool, below: bool, members: bool
) -> None:
    assert addressed(bodies, at) == Addressed(kinds, leader, below, members)


def test_what_a_plan_gives_beside_the_words_counts() -> None:
    assert addressed(["有条件的地区"], "city", ["union"]).kinds == ("union",)
