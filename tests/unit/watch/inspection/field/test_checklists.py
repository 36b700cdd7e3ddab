"""Check-lists: nine dated lists with an article at each item; unanswered is not "no"; the board asks what article 34 names."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.watch.inspection.checklists.reading import checklists, every_checklist, findings, item_at, read_checklist
from tests.conftest import TODAY

GOOD = """
key: some_list
name: 某清单
about: project
valid_from: 2024-01-01
items:
  - {key: first_one, ask: 问什么, finding: 问题是什么, cites: 条例34, verified: L}
"""


def test_the_nine_lists_of_the_field() -> None:
    assert [one.key for one in checklists(TODAY)] == [
        "real_name", "special_account", "wage_deposit", "rights_board", "labour_contract", "working_time",
        "high_temperature", "courier_injury", "transport_safety",
    ]  # fmt: skip
    assert all(len(one.items) >= 5 for one in checklists(TODAY))


def test_the_board_asks_for_every_field_of_article_34() -> None:
    board = next(one for one in every_checklist() if one.key == "rights_board")
    by_group = {mark: [i.key for i in board.items if mark in i.cites] for mark in ("（一）", "（二）", "（三）")}
    assert by_group == {
        "（一）": ["owner", "contractor", "subcontractor", "department", "wage_clerk"],
        "（二）": ["minimum_wage", "pay_day"],
        "（三）": ["department_phone", "inspection_phone", "arbitration", "legal_aid", "hotline"],
    }


def test_a_list_counts_from_its_day() -> None:
    assert "real_name" not in [one.key for one in checklists(date(2022, 8, 1))]
    assert item_at("real_name/contract", date(2022, 8, 1)) is None
    found = item_at("real_name/contract", date(2022, 8, 2))
    assert found is not None and found[1].cites == "条例28；实名制办法8"


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (("cites: 条例34, ", ""), "cites"),
        (("verified: L", "verified: X"), "verified"),
        (("about: project", "about: worker"), "about"),
        (("name: 某清单", "name: 某清单\nnumber: 3"), "number"),
        (("valid_from: 2024-01-01", "valid_from: '2024-01-01'"), "valid_from"),
        (("valid_from: 2024-01-01", "valid_from: 2024-01-01\nvalid_to: 2023-01-01"), "失效日期"),
        (("finding: 问题是什么, ", "finding: 问题是什么, no: 否, "), "False"),
    ],
)
def test_a_slip_in_a_file_is_named(slip: tuple[str, str], said: str) -> None:
    assert read_checklist(GOOD, "good.yaml").items[0].key == "first_one"
    with pytest.raises(ValueError, match=f"(?s)some.yaml.*{said}"):
        read_checklist(GOOD.replace(*slip), "some.yaml")


def test_findings_come_from_no_alone_in_the_order_of_the_lists() -> None:
    answers = {
        "rights_board/hotline": "no",
        "real_name/contract": "no",
        "real_name/ledger": "yes",
        "real_name/training": "na",
    }
    assert findings(answers, {"rights_board/hotline": " 12348 被遮住 "}, TODAY) == [
        "有农民工未签订劳动合同（用工书面协议）即进场（条例28；实名制办法8）",
        "告示牌没有公共法律服务热线（12348 被遮住）（条例34（三））",
    ]
    assert findings({}, {}, TODAY) == []
    assert findings({"gone_list/item": "no"}, {}, TODAY) == []
