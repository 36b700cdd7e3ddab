"""监察条例 第九条: whoever reported stays unknown to the employer, whatever paper the file makes of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.registration import ReporterFacts
from tests.conftest import People
from tests.unit.rights.cases.making import id_number, make_case, step, walk

REPORTER = ReporterFacts(name="钱举报", id_number=id_number(250), phone="13937355667")
TELLING = (REPORTER.name, REPORTER.id_number, REPORTER.phone, REPORTER.phone[-4:])
POLICE = "police_threshold expired police_report police_approve police_send police_receipt police_answer"
KINDS = {"correction_order", "criminal_referral", "handling_prior_notice", "penalty_prior_notice", "handling_decision"}


@pytest.mark.django_db
def test_no_paper_of_the_file_names_the_reporter(people: People) -> None:
    case = make_case(people, kind=ClueKind.REPORT, reporters=(REPORTER,))
    day = walk(case, "evidence investigated order order_served", people, date(2023, 12, 6)) + timedelta(days=10)
    day = walk(case, POLICE, people, day)
    day = walk(case, "handling_notice handling_notice_served penalty_notice penalty_notice_served", people, day)
    day += timedelta(days=14)
    walk(case, "handling_statement handling_review", people, day)
    step(case, "decision", people, day + timedelta(days=3))
    papers = list(Paper.objects.all())
    assert {paper.kind for paper in papers} >= KINDS
    for paper in papers:
        text = f"{paper.filled}{sheet_of(paper)!r}"
        assert case.clue.number in text or "新乡甲建筑有限公司" in text, paper.kind
        assert not [told for told in TELLING if told in text], paper.kind
