"""What is left of a name when everything that others share is taken away, and which names are alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.parties.likeness import Likeness, firm_likeness, project_likeness, text_likeness
from nuanxin.foundation.parties.names import firm_core, full_name, project_core, project_parts, single_names, surname
from nuanxin.foundation.parties.sounds import syllables

PLACES = frozenset({"河南", "新乡", "焦作"})


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("新乡市宏达建筑劳务有限公司", "宏达"),
        ("河南省第六建筑工程集团有限公司", "6建"),
        ("省六建", "6建"),
        ("中国建筑第七工程局有限公司", "中建7局"),
        ("中建七局", "中建7局"),
        ("中铁十五局集团有限公司", "中铁15局"),
        ("新乡平原城市建设投资有限公司", "平原城投"),
        ("胜川市政工程有限公司", "胜川"),
        ("新乡市红旗超市", "红旗"),
        ("不详", ""),
        ("", ""),
    ],
)
def test_firm_core(name: str, core: str) -> None:
    assert firm_core(name, PLACES) == core


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("新乡县阳光花园二期3号楼建设工程项目部", "阳光花园"),
        ("阳光花园2期工地", "阳光花园"),
        ("新乡县第一中学教学楼建设项目", "1中"),
        ("县一中教学楼", "1中"),
        ("新乡至焦作高速公路三标段", "新乡至焦作"),
    ],
)
def test_project_core(name: str, core: str) -> None:
    assert project_core(name, PLACES) == core


def test_parts_of_a_project() -> None:
    assert project_parts("阳光花园二期3号楼") == {("2", "期"), ("3", "楼")}
    assert project_parts("阳光花园2期") == project_parts("阳光花园（二期）") == {("2", "期")}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("新乡市宏达建筑劳务有限公司", "宏达劳务", Likeness.SAME),
        ("新乡市宏达建筑劳务有限公司", "洪达建筑", Likeness.ALIKE),
        ("新乡平原城市建设投资有限公司", "平投", Likeness.ALIKE),
        ("河南六建", "河南七建", Likeness.DIFFERENT),
        ("新乡市宏达建筑劳务有限公司", "鑫源服饰厂", Likeness.DIFFERENT),
        ("不详", "鑫源服饰厂", Likeness.UNKNOWN),
    ],
)
def test_firms_alike(one: str, other: str, expected: Likeness) -> None:
    assert firm_likeness(one, other, PLACES) is expected
    assert firm_likeness(other, one, PLACES) is expected


def test_projects_alike() -> None:
    assert project_likeness("新乡县阳光花园二期工程", "阳光花园2期", PLACES) is Likeness.SAME
    assert project_likeness("阳光花园", "阳光花苑", PLACES) is Likeness.ALIKE
    assert text_likeness("新乡县古固寨镇工业路", "古固寨镇工业路") > 0.8
    assert text_likeness("", "古固寨镇") == 0.0


def test_people() -> None:
    assert single_names("张伟、李强等12人") == ("张伟", "李强")
    assert single_names("黄福名") == ("黄福名",)
    assert single_names("王芳等") == ("王芳",)
    assert [full_name(name) for name in ("张伟", "老张", "王师傅", "李某某", "匿名", "张")] == [
        "张伟",
        "",
        "",
        "",
        "",
        "",
    ]
    assert [surname(name) for name in ("老张", "王师傅", "李某某")] == ["张", "王", "李"]
    assert syllables("张伟") == syllables("章玮")
    assert syllables("曾静") == syllables("增进")


TEXT = st.text(alphabet="新乡市县宏达洪建筑工程有限公司第六七局阳光花园二期中学", max_size=14)


@given(TEXT, TEXT)
def test_likeness_is_symmetric(one: str, other: str) -> None:
    assert firm_likeness(one, other, PLACES) is firm_likeness(other, one, PLACES)
    assert project_likeness(one, other, PLACES) is project_likeness(other, one, PLACES)


@given(TEXT)
def test_a_name_is_like_itself(name: str) -> None:
    assert firm_likeness(name, name, PLACES) in (Likeness.SAME, Likeness.UNKNOWN)
