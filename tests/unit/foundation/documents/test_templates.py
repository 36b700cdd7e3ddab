"""Every template: lawful fields say why, nothing missing passes, employers never read who reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.wording.composing import Sheet
from nuanxin.foundation.documents.wording.printing import printed, refuse_missing
from nuanxin.foundation.documents.wording.templates import template, template_keys
from tests.unit.foundation.documents.filled import FILLED

ALL = template_keys()
FIRST_SET = {
    "acceptance_notice": "劳动保障监察投诉受理通知书",
    "non_acceptance_decision": "劳动保障监察投诉不予受理决定书",
    "transfer_notice": "欠薪线索转办告知书",
    "supplement_notice": "补正材料一次性告知书",
    "correction_order": "劳动保障监察限期改正指令书",
    "handling_prior_notice": "劳动保障监察行政处理事先告知书",
    "handling_decision": "劳动保障监察行政处理决定书",
    "penalty_prior_notice": "劳动保障监察行政处罚事先告知书",
    "penalty_decision": "劳动保障监察行政处罚决定书",
    "criminal_referral": "涉嫌犯罪案件移送书",
    "closing_report": "劳动保障监察案件结案报告",
    "service_receipt": "送达回证",
    "rights_board": "农民工工资支付维权信息告示牌",
    "registration_receipt": "欠薪线索登记回执",
    "urging_notice": "劳动保障监察履行行政决定催告书",
    "hearing_notice": "劳动保障监察行政处罚听证通知书",
    "enforcement_application": "行政强制执行申请书",
    "compensation_order": "责令加付赔偿金决定书",
    "reconsideration_request": "提请公安机关复议意见书",
    "supervision_proposal": "建议进行立案监督函",
    "legal_review_opinion": "重大执法决定法制审核意见书",
    "service_announcement": "送达公告",
    "filing_approval": "劳动保障监察案件立案审批表",
    "inquiry_notice": "劳动保障监察调查询问通知书",
    "inquiry_record": "劳动保障监察调查询问笔录",
    "inspection_record": "劳动保障监察现场检查笔录",
    "evidence_hold": "先行登记保存证据通知书",
    "evidence_list": "劳动保障监察案件证据清单",
    "extension_approval": "延长调查期限审批表",
    "handling_approval": "劳动保障监察案件处理报批表",
    "statement_record": "当事人陈述申辩笔录",
    "hearing_record": "劳动保障监察行政处罚听证笔录",
    "discussion_record": "案件集体讨论笔录",
    "withdrawal_decision": "劳动保障监察撤销立案决定书",
    "handover_list": "涉嫌犯罪案件移送证据材料清单",
    "settlement_agreement": "支付工资和解协议书",
    "service_address": "送达地址确认书",
    "listing_prior_notice": "拟列入拖欠农民工工资失信联合惩戒对象名单告知书",
    "listing_decision": "列入拖欠农民工工资失信联合惩戒对象名单决定书",
    "listing_publication": "拖欠农民工工资失信联合惩戒对象名单信息公布",
    "early_removal_decision": "提前移出失信联合惩戒名单申请决定书",
    "removal_notice": "移出拖欠农民工工资失信联合惩戒对象名单通知书",
    "removal_revocation": "撤销提前移出失信联合惩戒名单决定书",
    "violations_publication": "重大劳动保障违法行为公布",
}


def test_the_first_set_is_complete() -> None:
    assert {key: template(key).title for key in FIRST_SET} == FIRST_SET
    assert set(ALL) == set(FILLED) >= {*FIRST_SET, "official_notice"}
    assert len(ALL) >= 30


# Ordered by no statute: the place's own emergency plan asks for it.
BY_PLAN = ("incident_report",)


@pytest.mark.parametrize("key", [key for key in ALL if key not in BY_PLAN])
def test_every_paper_of_procedure_names_its_articles(key: str) -> None:
    whole = template(key)
    assert whole.cites
    assert any(field.article for field in whole.fields)


@pytest.mark.parametrize("key", ALL)
def test_every_required_field_says_why(key: str) -> None:
    for field in template(key).fields:
        assert field.label and field.why, field.key


@pytest.mark.parametrize("key", ALL)
def test_each_missing_field_is_refused_by_name(key: str) -> None:
    whole = template(key)
    for field in whole.fields:
        if not field.required:
            continue
        for nothing in (None, "", "  ", [], {"none": " "}):
            with pytest.raises(Refusal) as refused:
                refuse_missing(whole, {**FILLED[key], field.key: nothing})
            assert f"“{field.label}”" in refused.value.why
            assert field.why in refused.value.why
            assert field.article in refused.value.cites


@pytest.mark.parametrize("key", ALL)
def test_all_missing_fields_are_named_at_once(key: str) -> None:
    whole = template(key)
    with pytest.raises(Refusal) as refused:
        refuse_missing(whole, {})
    assert all(f"“{field.label}”" in refused.value.why for field in whole.fields if field.required)


@pytest.mark.parametrize("key", ALL)
def test_every_value_stands_in_the_paper(key: str, sheet_for: Callable[..., Sheet]) -> None:
    sheet = sheet_for(key)
    text = str(sheet.as_dict())
    for field in template(key).fields:
        shown = printed(field, FILLED[key][field.key])
        if field.kind in ("lines", "table", "choice") or not shown:
            continue
        assert repr(shown.rstrip("。"))[1:-1] in text, field.key


def test_none_needs_a_reason_and_leave() -> None:
    whole = template("correction_order")
    refuse_missing(whole, {**FILLED["correction_order"], "credit_code": {"none": "包工头个人，没有营业执照"}})
    with pytest.raises(Refusal, match="没有写明理由"):
        refuse_missing(whole, {**FILLED["correction_order"], "credit_code": {"none": ""}})
    with pytest.raises(Refusal, match="不能填“无”"):
        refuse_missing(whole, {**FILLED["correction_order"], "facts": {"none": "没有"}})


def test_one_officer_is_not_enough() -> None:
    with pytest.raises(Refusal, match=r"至少2项，现有1项.*行政处罚法第四十二条"):
        refuse_missing(template("correction_order"), {**FILLED["correction_order"], "officers": ["王明（豫G0001）"]})


def test_a_field_of_another_paper_is_refused() -> None:
    with pytest.raises(Refusal, match="“reporter”不是本文书的内容"):
        refuse_missing(template("correction_order"), {**FILLED["correction_order"], "reporter": "刘强"})


@pytest.mark.parametrize("key", ALL)
def test_what_an_employer_reads_has_no_place_for_the_reporter(key: str) -> None:
    whole = template(key)
    if whole.reader in ("employer", "public"):
        told = ("complainant", "reporter", "informant", "query_code")
        assert not [field.key for field in whole.fields if field.key in told]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("penalty_decision", ("60日内", "6个月内", "申请行政复议", "提起行政诉讼", "15日内缴纳", "百分之三")),
        ("handling_decision", ("60日内", "6个月内", "百分之五十以上百分之一百以下", "2000元以上20000元以下")),
        ("correction_order", ("60日内", "6个月内", "第二百七十六条之一", "百分之五十以上百分之一百以下")),
        ("non_acceptance_decision", ("应当", "60日内先向", "15日内向")),
        ("acceptance_notice", ("60个工作日内", "30个工作日")),
        ("penalty_prior_notice", ("陈述和申辩", "5个工作日内", "要求举行听证")),
        ("handling_prior_notice", ("陈述和申辩",)),
        ("criminal_referral", ("3日内", "第二百七十六条之一")),
    ],
)
def test_terms_and_remedies_come_from_the_law_book(
    key: str, words: tuple[str, ...], sheet_for: Callable[..., Sheet]
) -> None:
    text = "".join(block.text for block in sheet_for(key).blocks)
    assert [word for word in words if word not in text] == []


def test_hearing_is_told_only_where_it_is_due(sheet_for: Callable[..., Sheet]) -> None:
    text = "".join(block.text for block in sheet_for("penalty_prior_notice", hearing="no").blocks)
    assert "听证" not in text and "陈述和申辩" in text


def test_a_fine_without_fine_is_not_explained(sheet_for: Callable[..., Sheet]) -> None:
    text = "".join(block.text for block in sheet_for("penalty_decision", fine="no").blocks)
    assert "加处罚款" not in text


@pytest.mark.parametrize("key", ["../models", "no_such_paper", ""])
def test_an_unknown_paper_is_refused(key: str) -> None:
    with pytest.raises(Refusal, match="可用的文书"):
        template(key)


def test_a_sheet_survives_json(sheet_for: Callable[..., Sheet]) -> None:
    import json

    for key in ALL:
        sheet = sheet_for(key)
        given: dict[str, Any] = json.loads(json.dumps(sheet.as_dict(), ensure_ascii=False))
        assert Sheet.from_dict(given) == sheet
