"""Drafting, issuing, locking, voiding, correcting: and what the audit chain says about it."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from nuanxin.foundation.audit.chain import verify_chain
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.compare import compare_fields
from nuanxin.foundation.documents.copies import docx_of, pdf_of
from nuanxin.foundation.documents.issue import (
    draft_paper,
    issue_draft,
    issue_paper,
    revise_draft,
    sheet_of,
    void_paper,
    wording_is_intact,
)
from nuanxin.foundation.documents.models import NumberSeries, Paper
from nuanxin.foundation.documents.numbering import take_number, voided_numbers
from nuanxin.foundation.documents.wording.templates import template
from nuanxin.foundation.organisations.models import Staff, Unit
from tests.unit.foundation.documents.filled import FILLED

DAY = date(2023, 12, 5)
ABOUT = ("cases.case", 7)


def issued(bureau: Unit, officer: Staff, kind: str = "correction_order", on: date = DAY, **more: Any) -> Paper:
    return issue_paper(kind=kind, about=ABOUT, fields=FILLED[kind], unit=bureau, by=officer, on=on, **more)


def text_of(paper: Paper) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf_of(paper))).pages)


def test_an_issued_paper_has_number_day_digest_and_audit(bureau: Unit, officer: Staff) -> None:
    paper = issued(bureau, officer)
    assert paper.number == "牧人社监令字〔2023〕1号"
    assert (paper.status, paper.issued_on, paper.issued_by) == ("issued", DAY, officer)
    assert len(paper.digest) == 64 and wording_is_intact(paper)
    assert (paper.about_kind, paper.about_id) == ABOUT
    assert list(AuditEvent.objects.values_list("act", flat=True)) == ["draft_paper", "issue_paper"]
    assert verify_chain()[1] == []
    text = text_of(paper)
    assert "牧人社监令字〔2023〕1号" in text and "草稿" not in text and "2023年12月5日" in text


def test_numbers_run_per_kind_and_year(bureau: Unit, officer: Staff) -> None:
    numbers = [issued(bureau, officer).number for _ in range(3)]
    assert numbers == [f"牧人社监令字〔2023〕{n}号" for n in (1, 2, 3)]
    assert issued(bureau, officer, "acceptance_notice").number == "牧人社监受字〔2023〕1号"
    assert issued(bureau, officer, on=date(2024, 1, 2)).number == "牧人社监令字〔2024〕1号"


def test_a_refused_paper_costs_no_number(bureau: Unit, officer: Staff) -> None:
    with pytest.raises(Refusal, match="违法事实"):
        issue_paper(
            kind="correction_order",
            about=ABOUT,
            fields={**FILLED["correction_order"], "facts": ""},
            unit=bureau,
            by=officer,
            on=DAY,
        )
    assert not Paper.objects.exists() and not NumberSeries.objects.exists() and not AuditEvent.objects.exists()
    assert issued(bureau, officer).number_in_series == 1


def test_a_rolled_back_issue_gives_its_number_back(bureau: Unit, officer: Staff) -> None:
    issued(bureau, officer)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        issued(bureau, officer)
        raise ZeroDivisionError
    assert issued(bureau, officer).number_in_series == 2


@pytest.mark.django_db(transaction=True)
def test_a_number_is_not_taken_outside_a_transaction(bureau: Unit) -> None:
    with pytest.raises(RuntimeError):
        take_number(organ=bureau, kind="监令字", year=2023)


def test_a_unit_without_its_word_cannot_number(bureau: Unit, officer: Staff) -> None:
    Unit.objects.filter(pk=bureau.pk).update(document_word="")
    bureau.refresh_from_db()
    with pytest.raises(Refusal, match="机关代字"):
        issued(bureau, officer)


def test_papers_without_number_word_have_no_number(bureau: Unit, officer: Staff) -> None:
    paper = issued(bureau, officer, "rights_board")
    assert paper.number == "" and paper.series is None and paper.digest


def test_a_draft_has_no_number_and_says_so(bureau: Unit, officer: Staff) -> None:
    paper = draft_paper(
        kind="correction_order", about=ABOUT, fields=FILLED["correction_order"], unit=bureau, by=officer, on=DAY
    )
    assert paper.number == "" and paper.digest == ""
    text = text_of(paper)
    assert "草稿" in text and "未编号" in text
    assert docx_of(paper)


def test_an_incomplete_draft_is_kept_and_finished_later(bureau: Unit, officer: Staff) -> None:
    paper = draft_paper(
        kind="correction_order", about=ABOUT, fields={"employer": "某公司"}, unit=bureau, by=officer, on=DAY
    )
    with pytest.raises(Refusal, match="没有填写"):
        issue_draft(paper=paper, by=officer, on=DAY)
    revise_draft(paper=paper, fields=FILLED["correction_order"], by=officer, on=DAY)
    assert issue_draft(paper=paper, by=officer, on=DAY).number_in_series == 1
    with pytest.raises(Refusal, match="已制发"):
        revise_draft(paper=paper, fields={}, by=officer, on=DAY)
    with pytest.raises(Refusal, match="不能再次制发"):
        issue_draft(paper=paper, by=officer, on=DAY)


def test_what_was_issued_cannot_be_changed_or_deleted(bureau: Unit, officer: Staff) -> None:
    paper = issued(bureau, officer)
    for name, value in (("number", "牧人社监令字〔2023〕99号"), ("issued_on", date(2023, 1, 1)), ("filled", "{}")):
        changed = Paper.objects.get(pk=paper.pk)
        setattr(changed, name, value)
        with pytest.raises(Refusal, match="不能修改"):
            changed.save()
    with pytest.raises(Refusal, match="不能删除"):
        paper.delete()
    with pytest.raises(Refusal, match="不能删除"):
        Paper.objects.all().delete()
    assert Paper.objects.get(pk=paper.pk).number == paper.number


def test_a_later_template_does_not_change_an_issued_paper(
    bureau: Unit, officer: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = issued(bureau, officer)
    before = pdf_of(paper)
    newer = template("correction_order").model_copy(update={"title": "新的标题"})
    monkeypatch.setattr("nuanxin.foundation.documents.issue.template", lambda key: newer)
    assert pdf_of(Paper.objects.get(pk=paper.pk)) == before


def test_tampered_wording_is_seen(bureau: Unit, officer: Staff) -> None:
    paper = issued(bureau, officer)
    Paper.objects.filter(pk=paper.pk).update(wording=(paper.wording or "").replace("张三", "李四"))
    assert not wording_is_intact(Paper.objects.get(pk=paper.pk))


def test_wording_is_sealed_at_rest(bureau: Unit, officer: Staff) -> None:
    from django.db import connection

    paper = issued(bureau, officer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT filled, wording FROM documents_paper WHERE id = %s", [paper.pk])
        filled, wording = cursor.fetchone()
    assert "张三" not in filled and "张三" not in wording
    assert "张三" in (Paper.objects.get(pk=paper.pk).wording or "")


def test_voiding_needs_a_reason_and_lists_the_number(bureau: Unit, officer: Staff) -> None:
    first, second = issued(bureau, officer), issued(bureau, officer)
    with pytest.raises(Refusal, match="作废理由"):
        void_paper(paper=first, reason=" ", by=officer, on=DAY)
    with pytest.raises(Refusal, match="早于制发日期"):
        void_paper(paper=first, reason="单位名称有误", by=officer, on=date(2023, 12, 4))
    void_paper(paper=first, reason="单位名称有误", by=officer, on=date(2023, 12, 6))
    listed = voided_numbers(organ=bureau, kind="监令字", year=2023)
    assert [(one.number, one.reason) for one in listed] == [("牧人社监令字〔2023〕1号", "单位名称有误")]
    assert issued(bureau, officer).number_in_series == 3
    assert second.number_in_series == 2
    first.refresh_from_db()
    assert sheet_of(first).mark == "已作废" and "已作废" in text_of(first)
    with pytest.raises(Refusal, match="不能作废"):
        void_paper(paper=first, reason="再次", by=officer, on=DAY)


def test_a_correction_is_a_new_paper_that_names_the_old(bureau: Unit, officer: Staff) -> None:
    old = issued(bureau, officer)
    new = issued(bureau, officer, supersedes=old)
    assert new.supersedes == old and list(old.superseded_by.all()) == [new]
    assert new.number_in_series == 2


def test_comparison_shows_both_versions() -> None:
    whole = template("correction_order")
    before = FILLED["correction_order"]
    after = {**before, "due_on": "2023-12-20", "address": {"none": "没有固定地址"}}
    changes = compare_fields(whole=whole, before=before, after=after)
    assert [one.key for one in changes] == [field.key for field in whole.fields]
    changed = {one.key: (one.before, one.after) for one in changes if one.changed}
    assert changed == {
        "due_on": ("2023年12月15日", "2023年12月20日"),
        "address": ("新乡市牧野区北环路88号", "无（没有固定地址）"),
    }
    for one in changes:
        assert "".join(text for kind, text in one.pieces if kind != "in") == one.before
        assert "".join(text for kind, text in one.pieces if kind != "out") == one.after


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "牧人社监令字〔2023〕9号"},
        {"issued_on": DAY},
        {"status": "issued"},
        {"status": "voided"},
        {"voided_on": DAY},
        {"digest": "x"},
    ],
)
def test_the_database_refuses_half_a_pair(wrong: dict[str, Any], bureau: Unit, officer: Staff) -> None:
    paper = draft_paper(kind="correction_order", about=ABOUT, fields={}, unit=bureau, by=officer, on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(**wrong)


def test_the_database_refuses_a_number_twice(bureau: Unit, officer: Staff) -> None:
    first, second = issued(bureau, officer), issued(bureau, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=second.pk).update(number_in_series=first.number_in_series)
