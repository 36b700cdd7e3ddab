"""销毁: proposed, approved by another, carried out before two; nothing personal is left, every counted number is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf

from nuanxin.command.reporting.counting import winter_report
from nuanxin.foundation.audit.chain import verify_chain
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.parties.models import Worker
from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.cases.models import Case, CaseStep, Settlement
from nuanxin.rights.intake.answer.reopening import reopen_clue
from nuanxin.rights.intake.destruction import carrying
from nuanxin.rights.intake.destruction.proposing import decide_destruction, propose_destruction
from nuanxin.rights.intake.destruction.records import DestructionLine, DestructionList
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.retention.legal_hold import hold_clue
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import on_day
from tests.unit.rights.intake.destruction.making import (
    EARLIER,
    LATER,
    NAMES,
    PHONES,
    approved,
    carried,
    found_in_storage,
    listed,
    open_case,
    set_years,
    settled_file,
    workers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def report(on: date) -> tuple[Any, Any]:
    made = winter_report("410721", date(2023, 11, 15), date(2024, 2, 10), on)
    return made.rows, made.items


def test_nothing_personal_is_left_and_every_number_is(people: People, store: Path) -> None:
    clue = settled_file(people)
    set_years()
    before, told = report(LATER), Clue.objects.filter(pk=clue.pk).values().get()
    sums = totals(standing(clue))
    places = found_in_storage()
    assert {
        "parties_worker.name",
        "parties_worker.phone_index",
        "intake.Reporter.phone",
        "documents.ServiceOfPaper.recipient",
    } <= set(places)
    assert len(places) > 10 and len(list(store.rglob("*.*"))) >= 2
    done = carried(people, approved(people, clue))
    assert (done.destroyed, done.kept, done.files_left) == (1, 0, 0)
    assert found_in_storage() == []
    assert [path for path in store.rglob("*") if path.is_file()] == []
    assert report(LATER) == before == report(TODAY)
    assert before[0]["total"]["4"] == 1
    kept = Clue.objects.filter(pk=clue.pk).values().get()
    same = [
        "number",
        "received_on",
        "region_id",
        "amount_fen",
        "persons",
        "migrant_persons",
        "closed_on",
        "conclusion",
        "state",
        "sector",
        "unit_id",
    ]
    assert {name: kept[name] for name in same} == {name: told[name] for name in same}
    assert (kept["demand"], kept["receipt_code"], kept["place"]) == ("已销毁", None, "已销毁")
    assert totals(standing(clue)) == sums
    assert verify_chain()[1] == []


def test_the_list_says_what_went(people: People) -> None:
    clue = settled_file(people)
    set_years()
    lot = approved(people, clue)
    carried(people, lot)
    line = DestructionLine.objects.get()
    assert (line.state, line.kept_until, line.source) == ("destroyed", date(2034, 1, 10), "某市档规〔2020〕1号")
    assert len(line.digest) == 64
    assert line.counts["people"] == 3 and line.counts["evidence"] == 1 and line.counts["files"] == 2
    lot = DestructionList.objects.get()
    assert (lot.state, lot.first_witness, lot.carried_on) == ("done", "档案馆甲", LATER)
    assert (
        lot.paper is not None and "保密办乙" in (lot.paper.wording or "") and clue.number in (lot.paper.wording or "")
    )
    assert pdf_of(lot.paper).startswith(b"%PDF")
    assert clue.events.filter(kind="destroy_file").count() == 1
    gone = Paper.objects.get(kind="correction_order")
    assert (gone.number != "", len(gone.digest)) == (True, 64)
    with pytest.raises(Refusal, match="批准销毁"):
        pdf_of(gone)
    with pytest.raises(Refusal, match="只保留登记数字"):
        reopen_clue(clue=clue, reason="new_facts", by=people.owner, on=LATER)


def test_codes_by_which_the_steps_are_read_stay(people: People) -> None:
    clue = settled_file(people)
    set_years()
    before = {row.pk: row.facts for row in CaseStep.objects.filter(step="order_served")}
    carried(people, approved(people, clue))
    for row in CaseStep.objects.filter(pk__in=before):
        assert row.facts["method"] == "direct" == before[row.pk]["method"]
        assert row.facts["served_on"] == before[row.pk]["served_on"]
        assert row.facts["recipient"] == "已销毁"
    assert Settlement.objects.get().amount_fen == 3_000_000
    assert Case.objects.get().number


def test_who_may(people: People) -> None:
    clue = settled_file(people)
    set_years()
    with pytest.raises(NotAllowed):
        propose_destruction(clues=[clue], reason="期满", by=people.stranger, on=LATER)
    with pytest.raises(Refusal, match="没有写明理由"):
        propose_destruction(clues=[clue], reason=" ", by=people.owner, on=LATER)
    lot = propose_destruction(clues=[clue], reason="期满", by=people.head, on=LATER)
    with pytest.raises(NotAllowed, match="不能审批自己"):
        decide_destruction(lot=lot, refused={}, by=people.head, on=LATER)
    with pytest.raises(NotAllowed):
        decide_destruction(lot=lot, refused={}, by=people.owner, on=LATER)
    with pytest.raises(Refusal, match="已经列入"):
        listed(people, clue)
    with pytest.raises(Refusal, match="待审批"):
        carried(people, lot)
    DestructionList.objects.update(proposed_by=people.owner)
    lot = decide_destruction(lot=lot, refused={}, by=people.head, on=LATER)
    with pytest.raises(NotAllowed, match="审批人不能经办"):
        carried(people, lot, by=people.head)
    for witnesses, why in ((("甲", "甲"), "两名不同"), (("甲", ""), "两名不同"), (("赵队长", "乙"), "监销人不能")):
        with pytest.raises(Refusal, match=why):
            carried(people, lot, first_witness=witnesses[0], second_witness=witnesses[1])
    with pytest.raises(Refusal, match="早于审批日期"):
        carried(people, lot, done_on=date(2035, 2, 1))
    carried(people, lot)
    with pytest.raises(Refusal, match="已销毁"):
        carried(people, lot)


def test_without_a_period_nothing_can_be_proposed(people: People) -> None:
    clue = settled_file(people)
    with pytest.raises(Refusal, match="没有录入保管期限"):
        listed(people, clue)
    set_years()
    with pytest.raises(Refusal, match="保管期限未满，须保存至2034-01-10"):
        listed(people, clue, on=date(2034, 1, 10))
    assert listed(people, clue, on=date(2034, 1, 11)).lines.count() == 1


def test_open_unpaid_or_held_stays(people: People) -> None:
    case = open_case(people)
    set_years()
    with pytest.raises(Refusal, match="还没有办结"):
        listed(people, case.clue)
    clue = settled_file(people, external_number="B", months=EARLIER)
    with on_day(LATER):
        hold_clue(clue=clue, reason="行政诉讼", by=people.head, on=LATER)
    with pytest.raises(Refusal, match="已登记留存"):
        listed(people, clue)


def test_line_by_line_and_once_more_on_the_day(people: People) -> None:
    first, second = settled_file(people), settled_file(people, external_number="B", months=EARLIER)
    set_years()
    lot = listed(people, first, second)
    lines = {line.clue_id: line for line in lot.lines.all()}
    with pytest.raises(Refusal, match="没有写明理由"):
        decide_destruction(lot=lot, refused={lines[first.pk].pk: " "}, by=people.head, on=LATER)
    lot = decide_destruction(lot=lot, refused={lines[first.pk].pk: "有史料价值"}, by=people.head, on=LATER)
    hold_clue(clue=second, reason="举报复查", by=people.head, on=LATER)
    done = carried(people, lot)
    assert (done.destroyed, done.kept) == (0, 1)
    assert {line.state for line in lot.lines.all()} == {"refused", "kept"}
    assert set(NAMES) <= {worker.name for worker in workers()}


def test_a_worker_of_another_file_stays(people: People) -> None:
    first = settled_file(people)
    settled_file(people, external_number="B", months=EARLIER)
    assert Worker.objects.filter(name=NAMES[0]).count() == 1
    set_years()
    carried(people, approved(people, first))
    assert Worker.objects.filter(name=NAMES[0], phone_index__gt="").count() == 1
    second = Clue.objects.get(external_number="B")
    carried(people, approved(people, second))
    assert found_in_storage((*NAMES, *PHONES)) == []


def test_a_break_half_way_is_taken_up_again(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = settled_file(people), settled_file(people, external_number="B", months=EARLIER)
    set_years()
    lot = approved(people, first, second)
    real = carrying.write_down

    def breaks(*said: Any, clue: Clue, **more: Any) -> Any:
        if clue.pk == second.pk:
            raise OSError("power cut")
        return real(*said, clue=clue, **more)

    monkeypatch.setattr(carrying, "write_down", breaks)
    with pytest.raises(OSError, match="power cut"):
        carried(people, lot)
    states = dict(DestructionLine.objects.values_list("clue", "state"))
    assert states == {first.pk: "destroyed", second.pk: "approved"}
    assert Clue.objects.get(pk=second.pk).demand != "已销毁"  # whole or not at all
    assert Path(conf.MEDIA_ROOT, second.evidence.get().path).is_file()
    monkeypatch.undo()
    done = carried(people, DestructionList.objects.get(), first_witness="", second_witness="")
    assert (done.destroyed, done.files_left) == (2, 0)
    assert found_in_storage() == []
    assert DestructionList.objects.get().first_witness == "档案馆甲"
