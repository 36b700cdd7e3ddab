"""The law book: every key, places, dates, empty settings, local additions, and files that are refused."""

import re
from datetime import date
from decimal import Decimal

import pytest

from nuanxin.foundation.law.book import BadParameters, Law
from nuanxin.foundation.law.citation import Act, Citation, chinese_number, read_citations
from nuanxin.foundation.law.reference import figures_table, promises_table, terms_table
from nuanxin.foundation.law.terms import MissingFigure, UnknownTerm

LAW = Law.load()
ON = date(2026, 3, 2)
# Typed from the law table row by row: what every key must be worth. "-" = ships empty.
TERMS = """
cal.wage_payday_roll 0d; clue.first_ask -; ledger.retention 3yr; w.retention_old 3yr; proj.labour_fee_cycle 1mo;
proj.account_close 30d; proj.ledger_retention 3yr; dep.open_deadline 20wd; dep.open_deadline_nopermit 20wd;
dep.exempt_small 1yr; dep.reduce_2y 2yr; dep.exempt_3y 3yr; dep.raise_2y 2yr; dep.guarantee_term 1yr;
dep.guarantee_term.reminder 1mo; dep.bank_pay 5wd; dep.topup 10wd; dep.return_notice 30d; dep.return_review 5wd;
dep.return_review.confirm 3wd; dep.sweep -; acct.open 30d; acct.file 30d; acct.labour_fee 1mo; acct.retention 3yr;
acct.close 30d; rn.stale -; rn.attendance -; w.monthly 1mo; w.parttime 15d; w.double 1mo; insp.accept 5wd;
insp.reject_time 5wd; insp.limitation 2yr; insp.invest 60wd+30wd; insp.invest_ext 30wd; insp.decide 15wd;
insp.serve 7wd; insp.not_90 -; insp.evidence_hold 7wd; insp.hearing 5wd; insp.hearing.notice 7wd;
insp.fine_pay 15d; insp.publish_withdraw 3wd; rem.reconsider 60d; rem.reconsider_noteach 1yr;
rem.reconsider_decide 60d+30d; rem.reconsider_decide.simple 30d; rem.reconsider_decide.accept 5wd; rem.suit 6mo;
rem.suit.after_review 15d; enf.urge 10wd; enf.apply_window 3mo; enf.apply_window.suit_period 6mo; enf.court 5wd;
enf.court.rule 7wd; enf.court.flawed 30d; defer.not_arrears -; arb.limitation 1yr; arb.limitation_wage 1yr;
arb.accept 5wd; arb.serve_claim 5wd; arb.answer 10wd; arb.answer.forward 5wd; arb.panel_notice 5wd;
arb.hearing_notice 5wd; arb.hearing_notice.postpone 3wd; arb.decide 45d+15d; arb.final_worker_suit 15d;
arb.final_employer 30d; arb.nonfinal_suit 15d; arb.review_agreement -; arb.review_agreement.review -;
arb.file_retention 10yr; arb.file_retention.mediation 5yr; arb.iou 3yr; med.labour 15d; med.confirm 30d;
po.clock 5d; po.clock.issue 15d; po.clock.object 15d; civ.preserve 48h; civ.preserve.lapse 30d; civ.small 2mo+1mo;
civ.enforce_time 2yr; civ.enforce_delay 6mo; civ.support -; not.time 15wd; not.presence 15d; not.time_limit 2yr;
aid.decide 7d; aid.assign 3d; aid.first 7d; aid.objection 5d; tr.decide 3d; tr.send 24h; tr.police_redirect 24h;
tr.police_decide 3d; tr.police_ext -; tr.reconsider 3d; tr.reconsider.decide 3d; tr.reconsider.supervise 3d;
tr.handover 3d; bl.notice 5wd; bl.notice.check 5wd; bl.decide 20wd+20wd; bl.term 3yr; bl.early 6mo;
bl.early_decide 15wd; bl.remove 10wd; cr.classes 3mo; cr.classes.ordinary_shortest 3mo;
cr.classes.ordinary_longest 1yr; cr.classes.serious_shortest 1yr; cr.classes.serious_longest 3yr; pub.freq 3mo;
pub.freq.upper 6mo; pub.objection -; pub.objection.correct -; grade.year 1yr; gov.disclose 20wd;
gov.disclose.reply 20wd+20wd; gov.exec_disclose 20wd; gov.exec_disclose.permit_penalty 7wd; pet.office 15d;
pet.tell 15d; pet.objection 5wd; pet.decide 60d+30d; pet.review 30d; pet.review.answer_review 30d;
pet.review.ask_final 30d; pet.review.answer_final 30d; hot.12345 -; clue.deadline -; clue.seed_flow -; tmp.old -;
arch.period -; sec.incident 4h; pi.vuln 24h; pi.transfer_log 3yr; pi.impact 3yr; sec.logs 6mo; sec.face_file 30wd;
sec.video 30d; sec.video.file 30d; insp.serve.public_notice -; arb.nonfinal_suit.employer 15d; civ.limitation 3yr; civ.trial -; civ.appeal -;
crim.arrest_review -; crim.prosecution_review -
"""
EXPECTED = dict(row.split() for row in TERMS.replace("\n", " ").split(";"))


@pytest.mark.parametrize("key", EXPECTED)
def test_every_key_is_worth_what_the_law_table_says(key: str) -> None:
    if EXPECTED[key] == "-":
        with pytest.raises(MissingFigure) as empty:
            LAW.term(key, "410721", on=ON)
        assert len(empty.value.missing) > 10
        return
    term = LAW.term(key, "410721", on=ON)
    longer = f"+{term.extension.value}{term.extension.unit}" if term.extension else ""
    assert f"{term.value}{term.unit}{longer}" == EXPECTED[key]
    assert term.citation
    assert not re.search(r"[A-Za-z]", term.name + term.start_event + term.stop_event)


def test_no_shipped_term_is_left_out_of_the_list() -> None:
    shipped = {record.alias or key for key, record in LAW.terms.items()}
    assert shipped == set(EXPECTED)


def test_the_bare_row_key_means_the_first_figure() -> None:
    assert LAW.term("insp.hearing", on=ON) == LAW.term("insp.hearing.ask", on=ON)
    assert LAW.term("insp.fine_pay", on=ON).unit == "d"
    assert LAW.figure("insp.fine_pay", on=ON).value == Decimal("0.03")


def test_an_unknown_key_names_the_near_ones() -> None:
    with pytest.raises(UnknownTerm) as unknown:
        LAW.term("insp.acept", on=ON)
    assert "insp.accept" in str(unknown.value)
    with pytest.raises(KeyError):
        LAW.figure("insp.invest", on=ON)


def test_a_start_before_the_first_known_text_is_answered_with_a_caution() -> None:
    early = LAW.term("insp.serve", on=date(2021, 7, 14))
    assert early.cautions == ("该规定自2021年7月15日施行，起算日早于该日，须人工核对当时规定",)
    assert LAW.term("insp.serve", on=date(2021, 7, 15)).cautions == ()


def test_crime_amounts_by_place_and_the_range_that_only_warns() -> None:
    assert LAW.figure("crim.amount_one", "410721", on=ON).value_fen == 800_000
    assert LAW.figure("crim.amount_ten", "410721", on=ON).value_fen == 4_000_000
    assert LAW.figure("crim.amount_one", "440305", on=ON).value_fen == 2_000_000
    assert LAW.figure("crim.amount_one", "445100", on=ON).value_fen == 1_000_000
    guangxi = LAW.figure("crim.amount_one", "450100", on=ON)
    assert guangxi.warn_only
    assert (guangxi.low_fen, guangxi.high_fen, guangxi.value_fen) == (500_000, 2_000_000, None)
    assert any("不得据此认定" in caution for caution in guangxi.cautions)
    assert all(
        "核" in "".join(LAW.figure("crim.amount_ten", p, on=ON).cautions) for p in ("410000", "320000", "420000")
    )


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        ("pen.54", 20000, 50000),
        ("pen.54.persons", 10000, 30000),
        ("pen.55", 50000, 100000),
        ("pen.56", 50000, 100000),
        ("pen.57", 50000, 100000),
        ("pen.58", 20000, 50000),
        ("fine.refuse", 2000, 20000),
        ("fine.overtime", 100, 500),
        ("fine.minor_female", 1000, 5000),
        ("insp.simple_penalty", None, 3000),
        ("insp.simple_penalty.citizen", None, 200),
        ("dep.exempt_small", None, 3000000),
    ],
)
def test_ranges_of_fines(key: str, low: int | None, high: int) -> None:
    figure = LAW.figure(key, on=ON)
    assert figure.low_fen == (None if low is None else low * 100)
    assert figure.high_fen == high * 100


def test_rates_and_multiples() -> None:
    extra = LAW.figure("pay.compensation_extra", on=ON)
    assert (extra.low, extra.high) == (Decimal("0.5"), Decimal("1"))
    assert LAW.figure("arb.final_award", on=ON).high == 12
    assert LAW.figure("w.work_days", on=date(2024, 12, 31)).value == Decimal("20.83")
    assert LAW.figure("w.work_days", on=date(2025, 1, 1)).value == Decimal("20.67")
    assert LAW.figure("w.ot_holiday_days", on=date(2024, 5, 1)).value == 11
    assert LAW.figure("w.ot_holiday_days", on=date(2025, 5, 1)).value == 13
    with pytest.raises(ValueError, match="不是元"):
        _ = extra.low_fen


def test_minimum_wages_wait_for_confirmation() -> None:
    with pytest.raises(MissingFigure, match="未经核实"):
        LAW.figure("w.minimum_month", "410721", on=ON)
    confirmed = {
        "figures": [
            {
                "key": "w.minimum_month",
                "name": "月最低工资标准（按类区）",
                "missing": "见省政府通知",
                "values": [
                    {"place": "410000", "tiers": [2350, 2150, 2000], "unit": "yuan", "from": date(2026, 1, 1),
                     "cites": "各省通知", "verified": "L", "confidence": "H"}
                ],
            }
        ]
    }  # fmt: skip
    book = Law.load([confirmed])
    assert book.figure("w.minimum_month", "410721", on=ON).tiers_fen == (235000, 215000, 200000)
    with pytest.raises(MissingFigure):
        book.figure("w.minimum_month", "450000", on=ON)
    with pytest.raises(MissingFigure):
        LAW.figure("w.minimum_month", "410721", on=ON)


def local_hotline(**changed: object) -> dict[str, object]:
    value = {"place": "410700", "value": 3, "unit": "wd", "from": date(2024, 1, 1), "to": date(2025, 12, 31),
             "cites": "条例 10", "verified": "L", "confidence": "H"}  # fmt: skip
    row = {"key": "hot.12345", "name": "12345热线工单办理", "start_event": "收到工单", "stop_event": "答复"}
    return {"terms": [{**row, "values": [{**value, **changed}]}]}


def test_a_local_addition_fills_an_empty_setting_for_its_place_and_time() -> None:
    book = Law.load([local_hotline()])
    assert book.term("hot.12345", "410721103", on=date(2024, 6, 3)).amount == "3个工作日"
    with pytest.raises(MissingFigure, match="没有统一天数"):
        book.term("hot.12345", "411000", on=date(2024, 6, 3))
    with pytest.raises(MissingFigure, match="2025年12月31日失效"):
        book.term("hot.12345", "410721", on=date(2026, 1, 1))
    newer = Law.load([local_hotline(), local_hotline(**{"from": date(2026, 1, 1), "to": None, "value": 2})])
    assert newer.term("hot.12345", "410721", on=date(2026, 1, 1)).value == 2
    assert newer.term("hot.12345", "410721", on=date(2025, 1, 1)).value == 3


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"unit": "weeks"}, "hot.12345"),
        ({"value": "3"}, "hot.12345"),
        ({"surprise": 1}, "surprise"),
        ({"cites": "不存在的法 1"}, "不在法规目录"),
        ({"verified": "M", "confidence": "M"}, "把握不足"),
        ({"confidence": "low"}, "把握不足"),
        ({"to": date(2023, 1, 1)}, "早于施行日期"),
        ({"place": "41"}, "place"),
    ],
)
def test_bad_parameters_are_refused_with_file_and_key(changed: dict[str, object], says: str) -> None:
    with pytest.raises(BadParameters, match=says) as refused:
        Law.load([local_hotline(**changed)])
    assert "hot.12345" in str(refused.value)


def test_a_local_crime_amount_outside_the_national_range_is_refused() -> None:
    value = {"place": "450000", "value": 3000, "unit": "yuan", "cites": "法释3号 3", "verified": "L", "confidence": "H"}
    addition = {"figures": [{"key": "crim.amount_one", "name": "数额较大", "values": [value]}]}
    with pytest.raises(BadParameters, match="超出全国幅度"):
        Law.load([addition])
    book = Law.load([{"figures": [{**addition["figures"][0], "values": [{**value, "value": 6000}]}]}])
    assert book.figure("crim.amount_one", "450103", on=ON).value_fen == 600_000


def test_promises_are_no_statutes() -> None:
    same_day = LAW.promise("aid.seed_same_day", on=ON)
    assert (same_day.value, same_day.statute) == (0, "aid.decide")
    assert LAW.promises_beside("arb.decide") == ("arb.fast_2019.finish", "arb.fast_2023")
    with pytest.raises(UnknownTerm):
        LAW.term("aid.seed_same_day", on=ON)


def test_citations_are_written_as_officials_write_them() -> None:
    assert LAW.term("insp.invest", on=ON).citation == "《劳动保障监察条例》第十七条"
    assert LAW.term("insp.serve", on=ON).citation == "《中华人民共和国行政处罚法》第六十一条、第八十五条"
    act = Act("刑法", "中华人民共和国刑法")
    assert str(Citation(act, "276-1")) == "《中华人民共和国刑法》第二百七十六条之一"
    assert str(Citation(act)) == "《中华人民共和国刑法》"
    assert [chinese_number(n) for n in (1, 10, 17, 20, 85, 100, 101, 110, 203, 1005)] == [
        "一", "十", "十七", "二十", "八十五", "一百", "一百零一", "一百一十", "二百零三", "一千零五"
    ]  # fmt: skip
    with pytest.raises(ValueError, match="不在法规目录"):
        read_citations("某法 1", {})


def test_the_reference_tables_name_every_row() -> None:
    terms, promises, figures = terms_table(LAW), promises_table(LAW), figures_table(LAW)
    assert all(f"`{key}`" in terms for key in LAW.terms)
    assert all(f"`{key}`" in promises for key in LAW.promises)
    assert all(f"`{key}`" in figures for key in LAW.figures)
    assert "待确认，不启用" in figures
    widths = {line.replace("\\|", "").count("|") for line in terms.splitlines()}
    assert len(widths) == 1
