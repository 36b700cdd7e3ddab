"""Frame, lights and cartogram."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.web.officer.door import DOOR
from nuanxin.web.patterns import frame
from nuanxin.web.patterns.figures import Tile, cartogram, class_bounds
from nuanxin.web.patterns.lights import due_light
from tests.conftest import People

TODAY = date(2024, 1, 10)


@pytest.mark.parametrize(
    ("left", "level", "word"),
    [(-3, "overdue", "逾期3天"), (0, "today", "今日到期"), (3, "near", "临近 剩3天"), (4, "normal", "正常")],
)
def test_light(left: int, level: str, word: str) -> None:
    shown = due_light(due_on=TODAY + timedelta(days=left), today=TODAY)
    assert (shown.level, shown.word) == (level, word)


def test_a_finished_matter_says_whether_in_time() -> None:
    assert due_light(due_on=TODAY, today=TODAY + timedelta(days=9), done_on=TODAY).word == "按期办结"
    assert due_light(due_on=TODAY, today=TODAY, done_on=TODAY + timedelta(days=2)).word == "逾期2天办结"
    assert due_light(due_on=None, today=TODAY).word == "无期限"


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30))
def test_shades_rise_with_the_value_and_every_class_has_a_place(values: list[int]) -> None:
    drawn = cartogram("t", [Tile(str(n), str(n), n, 0, v) for n, v in enumerate(values)], unit="件")
    shades = sorted((tile.tile.value or 0, int(tile.shade)) for tile in drawn.tiles)
    assert [shade for _, shade in shades] == sorted(shade for _, shade in shades)
    assert len(drawn.legend) == len(class_bounds(values)) <= 5
    assert {tile.shade for tile in drawn.tiles} == {shade for shade, _ in drawn.legend}


def test_not_reported_is_not_zero_and_two_tiles_cannot_share_a_place() -> None:
    drawn = cartogram("t", [Tile("1", "甲", 0, 0, None), Tile("2", "乙", 0, 1, 0)], unit="件")
    assert [tile.text for tile in drawn.tiles] == ["未报", "0 件"]
    with pytest.raises(ValueError, match="share"):
        cartogram("t", [Tile("1", "甲", 0, 0, 1), Tile("2", "乙", 0, 0, 2)], unit="件")


@pytest.mark.django_db
@pytest.mark.usefixtures("sample")
def test_text_size_is_kept_and_leads_back_only_inside(client: Client) -> None:
    response = client.get("/text-size/?size=large&next=/sample/%3Fq%3D1")
    assert response["Location"] == "/sample/?q=1" and response.cookies["nuanxin_text"].value == "large"
    assert 'data-text="large"' in client.get("/sampleworker/form/").content.decode()
    for outside in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"):
        assert client.get("/text-size/", {"size": "huge", "next": outside})["Location"] == "/"


@pytest.mark.django_db
def test_menu_shows_only_what_a_post_allows(people: People) -> None:
    item = frame.MenuItem("审批", "x", permission=Permission.CASE_APPROVE)
    assert frame._allowed(item, people.head) and not frame._allowed(item, people.stranger)
    assert not frame._allowed(item, None)
    assert frame._allowed(frame.MenuItem("首页", "x"), None)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "current"), [("/officer/", ["工作台"]), ("/officer/account/", []), ("/officer/clues/1/", ["线索台账"])])  # fmt: skip
def test_menu_marks_the_desk_on_the_desk_only(people: People, path: str, current: list[str]) -> None:
    request = RequestFactory().get(path)
    request.user = people.owner
    lines = [line for _, group in frame.menu_of(request, DOOR) for line in group]
    assert [line.label for line in lines if line.current] == current


def test_a_door_cannot_be_declared_twice_with_another_menu() -> None:
    frame.open_door(frame.Door("twice", "甲", "x"))
    frame.open_door(frame.Door("twice", "甲", "x"))
    with pytest.raises(ValueError, match="twice"):
        frame.open_door(frame.Door("twice", "乙", "x"))


@pytest.mark.django_db
@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_problem_pages_say_what_happened_and_what_to_do_without_any_context(code: str) -> None:
    from django.template import loader

    html = loader.get_template(f"{code}.html").render()
    assert "怎么办" in html and "style=" not in html


def test_one_bad_place_among_many_good_ones_stands_out() -> None:
    assert class_bounds([0] * 14 + [6]) == [0, 6]
    assert class_bounds([0, 0, 0]) == [0] and class_bounds([]) == []
