"""A county without a line: asked by file, filed by file, equal to the digit; what does not fit is refused whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from nuanxin.command.reporting.definitions import define_form
from nuanxin.command.reporting.differences import later_changes
from nuanxin.command.reporting.drafting import draft
from nuanxin.command.reporting.exchange.content import PARTS, Content, composed, packed, unpacked
from nuanxin.command.reporting.exchange.sending import send_down, send_up
from nuanxin.command.reporting.exchange.taking import take_exchange
from nuanxin.command.reporting.filing import file_report
from nuanxin.command.reporting.models import (
    CarriedFiling,
    ExchangedRound,
    ExchangeFile,
    FormDefinition,
    HandEntry,
    Report,
    ReportEvent,
    ReportRound,
    ReportState,
)
from nuanxin.command.reporting.reviewing import accept_report, return_report
from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.receiving import receiving_unit
from tests.conftest import TODAY, People, at, person
from tests.unit.command.reporting.test_filing import END, START, filed, report_of, solved

pytestmark = pytest.mark.django_db
WORD = "carried by hand 7"
FORM = (Path(__file__).parent / "services_2031.yaml").read_text(encoding="utf-8")
OURS = (CarriedFiling, ExchangedRound, ReportEvent, HandEntry, Report, ReportRound, FormDefinition, ExchangeFile)


def place(code: str) -> Region:
    return Region.objects.get(pk=code)


@pytest.fixture
def city(people: People) -> Any:
    return person("city-statistician", "城统计", receiving_unit(place("410700")), "statistician")


@pytest.fixture
def asked(people: People, city: Any) -> ReportRound:
    return open_round(
        form_key="winter_2023", title="1月报送", region=place("410700"), start=START, end=END, due_county=date(2024, 1, 9),
        due_city=date(2024, 1, 12), by=city,
    )  # fmt: skip


@contextmanager
def other_house() -> Iterator[None]:
    """Another installation: nothing of ours is there, and what is done there is not done here."""
    here = transaction.savepoint()
    for model in OURS:
        model._default_manager.all().delete()
    try:
        yield
    finally:
        transaction.savepoint_rollback(here)


def down(city: Any) -> bytes:
    return send_down(own=place("410700"), receiver=place("410721"), passphrase=WORD, by=city)[1]


def up(people: People) -> bytes:
    return send_up(own=place("410721"), receiver=place("410700"), passphrase=WORD, by=people.statistician)[1]


def take(file: bytes, by: Any, word: str = WORD) -> tuple[ExchangeFile, bool]:
    return take_exchange(file=file, passphrase=word, by=by)


def filed_there(people: People, asking: bytes) -> tuple[bytes, dict[str, Any]]:
    """What the county does: takes the file in, fills, signs, files, makes its own; and its cells as filed."""
    take(asking, people.statistician)
    report = filed(Report.objects.get(round__form="winter_2023"), people)
    assert report.frozen is not None
    return up(people), report.frozen


def test_what_was_asked_and_filed_comes_back_equal_to_the_digit(people: People, city: Any, asked: ReportRound) -> None:
    asking = down(city)
    with other_house():
        solved(people, fen=1_234_567)
        solved(people, sector="manufacturing", fen=500_001)
        row, _ = take(asking, people.statistician)
        assert row.changed == {"forms": 0, "rounds": 1, "decisions": 0}
        there = ReportRound.objects.get()
        names = ("form", "form_version", "title", "region_id", "start", "end", "due_county", "due_city", "settings")
        assert {name: getattr(there, name) for name in names} == {name: getattr(asked, name) for name in names}
        assert set(there.reports.values_list("region_id", flat=True)) == {"410721"}  # no other county's
        report = filed(there.reports.get(), people)
        assert report.frozen is not None and report.frozen["facts"]["settlements"]
        frozen, signed, notes = report.frozen, report.signed, report.notes
        answer = up(people)
    row, _ = take(answer, city)
    assert (row.changed, row.other_unit) == ({"new": 1, "newer": 0, "unchanged": 0}, "新乡县人力资源和社会保障局")
    held = report_of(asked, "410721")
    assert held.state == ReportState.FILED and held.notes == notes and held.as_of == TODAY
    assert held.frozen == {**frozen, "facts": {}}  # its rows are no rows of ours
    assert held.carried.get().rows == frozen["facts"]
    assert {name: one["text"] for name, one in held.signed.items()} == {
        name: one["text"] for name, one in signed.items()
    }
    assert (held.carried.get().filed_by, held.filed_at, held.filed_by) == (people.statistician.name, at(TODAY), city)
    assert later_changes(held, TODAY) == []
    accept_report(report=held, by=city)
    assert draft(report_of(asked, "410700"), TODAY).below["410721"]["other.8"] >= 0
    assert "410721" not in draft(report_of(asked, "410700"), TODAY).missing


def test_the_same_again_changes_nothing_and_a_newer_one_is_a_version_of_its_own(
    people: People, city: Any, asked: ReportRound
) -> None:
    asking, tomorrow = down(city), at(TODAY + timedelta(days=1))
    with other_house():
        first, before = filed_there(people, asking)
        again = up(people)  # made anew, with the same in it
        Report.objects.update(state=ReportState.RETURNED)
        solved(people, fen=500_777)
        with occasion(at=tomorrow, source="test"):
            report = Report.objects.get()
            filed(report, people)
            second = up(people)
    row, known = take(first, city)
    events = ReportEvent.objects.count()
    assert (take(first, city), known) == ((row, True), False)
    assert "郑统计2024-01-10 09:00上报" in report_of(asked, "410721").events.get(kind="carried").reason
    assert take(again, city)[0].changed == {"new": 0, "newer": 0, "unchanged": 1}
    assert ReportEvent.objects.count() == events
    with occasion(at=tomorrow, source="test"):
        assert take(second, city)[0].changed == {"new": 0, "newer": 1, "unchanged": 0}
    held = report_of(asked, "410721")
    assert held.frozen is not None and held.frozen["rows"] != before["rows"] and held.carried.count() == 2
    kept = [event.cells["rows"] for event in held.events.filter(kind="carried") if event.cells]
    assert kept == [before["rows"], held.frozen["rows"]]
    assert take(first, city) == (row, True)  # known, though older
    third = packed(composed({"reports": list(unpacked(first, WORD).reports)}, **_who(first)), WORD)
    with pytest.raises(Refusal, match="旧"):
        take(third, city)
    assert held.carried.count() == 2


def _who(file: bytes) -> dict[str, Any]:
    said = unpacked(file, WORD).manifest
    return {
        name: getattr(said, name) for name in type(said).model_fields if name not in ("format", "counts", "digests")
    }


def test_a_file_that_is_cut_changed_or_not_ours_is_refused_whole(people: People, city: Any, asked: ReportRound) -> None:
    asking = down(city)
    with other_house():
        solved(people)
        answer, _ = filed_there(people, asking)
    middle = len(answer) // 2
    for bad, word, why in (
        (answer[:-1], WORD, "不完整"),
        (answer[:middle], WORD, "不完整"),
        (answer[:60], WORD, "不完整"),
        (answer[:middle] + bytes([answer[middle] ^ 1]) + answer[middle + 1 :], WORD, "改动"),
        (answer, WORD + "x", "口令不对"),
        (b"PK\x03\x04" + answer, WORD, "不是暖薪的交换文件"),
        (b"", WORD, "不是暖薪的交换文件"),
        (answer.replace(b"NUANXIN-EXCHANGE 1", b"NUANXIN-EXCHANGE 2"), WORD, "第2版格式"),
    ):
        with pytest.raises(BadInput, match=why):
            take(bad, city, word)
    for stranger in (people.stranger, people.statistician, people.owner, people.colleague):
        with pytest.raises(NotAllowed, match="它是给新乡市的"):
            take(answer, stranger)
    for stranger in (people.stranger, people.owner, people.colleague):
        with pytest.raises(NotAllowed):
            take(asking, stranger)
        with pytest.raises(NotAllowed):
            send_down(own=place("410700"), receiver=place("410721"), passphrase=WORD, by=stranger)
        with pytest.raises(NotAllowed):
            send_up(own=place("410721"), receiver=place("410700"), passphrase=WORD, by=stranger)
    with pytest.raises(BadInput, match="不足12个字符"):
        send_down(own=place("410700"), receiver=place("410721"), passphrase="short", by=city)
    assert not CarriedFiling.objects.exists() and report_of(asked, "410721").state == ReportState.DRAFT


def changed(file: bytes, **cells: Any) -> bytes:
    """A file made by somebody who knows the word: the report otherwise, the manifest right."""
    held = unpacked(file, WORD)
    reports = [
        one.model_copy(update={name: said(getattr(one, name)) for name, said in cells.items()}) for one in held.reports
    ]
    parts = {name: list(getattr(held, name)) for name in PARTS} | {"reports": reports}
    return packed(composed(parts, **_who(file)), WORD)


def test_figures_that_do_not_fit_their_form_are_refused(people: People, city: Any, asked: ReportRound) -> None:
    asking = down(city)
    with other_house():
        solved(people)
        answer, _ = filed_there(people, asking)
    row = {"8": 999_999_999}
    for cells, why in (
        ({"frozen": lambda f: {**f, "rows": {**f["rows"], "other": f["rows"]["other"] | row}}}, "对不上"),
        ({"frozen": lambda f: {**f, "shown": {}}}, "对不上"),
        ({"frozen": lambda f: {key: f[key] for key in f if key != "items"}}, "内容不全"),
        ({"frozen": lambda f: {**f, "version": "0"}}, "版表式填报"),
        ({"frozen": lambda f: {**f, "below": {"410724": {}}}}, "没有布置到"),
        ({"region": lambda _: "410724"}, "不属于发送地"),
        ({"code": lambda _: "another"}, "不是本地布置的"),
    ):
        with pytest.raises(BadInput, match=why):
            take(changed(answer, **cells), city)
    broken = Content(manifest=unpacked(answer, WORD).manifest)  # the manifest counts a report that is not there
    with pytest.raises(BadInput, match="清单"):
        take(packed(broken, WORD), city)
    assert not CarriedFiling.objects.exists() and not ExchangeFile.objects.filter(kind="taken_up").exists()
    take(answer, city)
    moved = changed(answer, notes=lambda _: {}, rows=lambda _: {"settlements": [1]})
    with pytest.raises(BadInput, match="上报时间相同"):
        take(moved, city)


def test_what_is_closed_or_was_filed_here_is_not_replaced(people: People, city: Any, asked: ReportRound) -> None:
    asking = down(city)
    with other_house():
        answer, _ = filed_there(people, asking)
    later = changed(answer, filed_at=lambda on: on + timedelta(hours=1))
    here = transaction.savepoint()
    filed(report_of(asked, "410721"), people)
    with pytest.raises(BadInput, match="已经在本系统上报"):
        take(answer, city)
    transaction.savepoint_rollback(here)
    take(answer, city)
    accept_report(report=report_of(asked, "410721"), by=city)
    with pytest.raises(BadInput, match="已经接收"):
        take(later, city)
    assert report_of(asked, "410721").carried.count() == 1


def test_a_form_handed_in_goes_along_and_the_decision_comes_back(people: People, city: Any, asked: ReportRound) -> None:
    define_form(text=FORM, unit=receiving_unit(place("410700")), by=city)
    open_round(
        form_key="services_2031",
        title="服务",
        region=place("410700"),
        start=START,
        end=TODAY - timedelta(days=1),
        by=city,
    )
    asking = down(city)
    with other_house():
        row, _ = take(asking, people.statistician)
        assert row.changed["forms"] == 1 and FormDefinition.objects.get().text == FORM
        report = Report.objects.get(round__form="winter_2023")
        filed(report, people)
        answer = up(people)
    take(answer, city)
    return_report(report=report_of(asked, "410721"), reason="第3栏请核对", by=city)
    decided = down(city)
    with other_house():
        filed_there(people, asking)
        row, _ = take(decided, people.statistician)
        assert row.changed == {"forms": 0, "rounds": 0, "decisions": 1}
        report = Report.objects.get(round__form="winter_2023")
        assert (report.state, report.return_reason, report.signed) == ("returned", "第3栏请核对", {})
        assert report.events.last().reason.startswith("新乡市人力资源和社会保障局城统计退回")  # type: ignore[union-attr]
        with pytest.raises(Refusal, match="还没有上报"):
            up(people)
        report = Report.objects.get(round__form="winter_2023")
    assert report_of(asked, "410721").state == ReportState.RETURNED
    take(answer, city)
    assert report_of(asked, "410721").state == ReportState.RETURNED  # the old filing does not stand up again


def test_filing_again_needs_no_line_either(people: People, city: Any, asked: ReportRound) -> None:
    """A round whose day the city moves: the file that says so moves it, the filing stands."""
    asking = down(city)
    ReportRound.objects.filter(pk=asked.pk).update(due_county=TODAY + timedelta(days=5), title="1月报送（延期）")
    moved = down(city)
    with other_house():
        filed_there(people, asking)
        assert take(moved, people.statistician)[0].changed["rounds"] == 1
        there = ReportRound.objects.get()
        assert (there.due_county, there.title) == (TODAY + timedelta(days=5), "1月报送（延期）")
        assert Report.objects.get().state == ReportState.FILED
        with pytest.raises(Refusal, match="已上报"):
            file_report(report=Report.objects.get(), by=people.statistician)
