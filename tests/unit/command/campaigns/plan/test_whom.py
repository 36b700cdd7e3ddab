"""Printed names of bodies become kinds of unit; what nobody has said stays to be given by hand."""

import pytest

from nuanxin.command.campaigns.plan.whom import Whom, _words, whom
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
