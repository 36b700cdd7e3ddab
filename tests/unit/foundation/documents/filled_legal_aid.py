"""Fields of the papers of legal aid, as the aid officer would fill them. People and firms are invented."""

from __future__ import annotations

from typing import Any

CONTACT: dict[str, Any] = {
    "contact_name": "何援助",
    "contact_phone": "0373-3000009",
    "contact_address": "新乡市牧野区和平大道66号公共法律服务中心一楼",
}
ABOUT: dict[str, Any] = {"applicant": "刘强", "matter": "请求支付劳动报酬"}
AGAINST: dict[str, Any] = {**ABOUT, "respondent": "河南某某建筑劳务有限公司"}
DATED: dict[str, Any] = {**AGAINST, "applied_on": "2023-12-01"}
EXEMPT = "免予核查（进城务工人员请求支付劳动报酬或者工伤赔偿）"
ORGAN: dict[str, Any] = {"organ": "新乡市牧野区司法局"}
LAWYER: dict[str, Any] = {"lawyer": "周律师", "firm": "河南某某律师事务所"}

FILLED_LEGAL_AID: dict[str, dict[str, Any]] = {
    "aid_application": dict(
        **DATED,
        how="口头申请（已记录）",
        facts="2023年6月至10月在某小区做木工，工资没有支付",
        means=EXEMPT,
        proof="劳动合同、考勤表",
        taken_by="何援助",
    ),
    "aid_supplement": dict(
        applicant="刘强",
        applied_on="2023-12-01",
        items=["证明是进城务工人员的材料", "能够说明欠薪数额的材料"],
        supplement_by="2023-12-08",
        **CONTACT,
    ),
    "aid_acceptance": dict(**DATED, means=EXEMPT, **CONTACT),
    "aid_decision": dict(**DATED, form="劳动仲裁代理", **CONTACT),
    "aid_refusal": dict(
        **ABOUT,
        applied_on="2023-12-01",
        ground="不属于法律援助范围",
        reason="请求退还房屋押金，不属于法律援助法第三十一条规定的事项。",
        **ORGAN,
        **CONTACT,
    ),
    "aid_assignment": dict(
        **AGAINST,
        **LAWYER,
        licence="14107202010000001",
        form="劳动仲裁代理",
        grounds="今天值班，专长：劳动报酬，在办2件",
        **CONTACT,
    ),
    "aid_authorisation": dict(**AGAINST, **LAWYER, scope="一般代理", signed_on="2023-12-02"),
    "aid_urgent": dict(
        **AGAINST,
        ground="距法定时效或者期间届满不足七日，需要及时起诉或者申请仲裁、行政复议",
        expires_on="2023-12-07",
        reason="仲裁时效将于下周届满",
        **CONTACT,
    ),
    "aid_termination": dict(
        **ABOUT, ground="自行委托律师或者其他代理人", reason="受援人于12月3日自行委托了律师", **ORGAN, **CONTACT
    ),
    "aid_closing_report": dict(
        **DATED,
        case_number="牧援〔2023〕援字3号",
        decided_on="2023-12-01",
        assigned_on="2023-12-01",
        lawyers=["周律师（河南某某律师事务所）"],
        work=["2023年12月2日约见受援人", "2023年12月10日参加调解"],
        outcome="达成调解、和解",
        persons=1,
        amount=2_400_000,
        result="经调解，用人单位一次付清",
        feedback="满意",
    ),
}

_WORKER: dict[str, Any] = {
    "name": "刘强",
    "id_number": "410721197001010000",
    "phone": "13800000001",
    "address": "河南省新乡县某某镇某某村3号",
    "employer": "河南某某建筑劳务有限公司",
    "employer_person": "张三 13800000002",
    "employer_address": {"none": "劳动者不掌握"},
    "place": "新乡市牧野区某小区二期",
    "work": "木工",
    "started": "2023年6月",
    "owed_from": "2023年6月",
    "owed_to": "2023年10月",
    "amount": 2_400_000,
    "evidence": ["考勤照片", "工友王某的证言"],
}
FILLED_LEGAL_AID |= {
    "worker_complaint": dict(**_WORKER, organ="新乡市牧野区人力资源和社会保障局"),
    "worker_arbitration_request": dict(**_WORKER, organ="新乡市牧野区劳动人事争议仲裁委员会", left_on="2023-10-31"),
    "worker_payment_order": dict(**_WORKER, organ="新乡市牧野区人民法院"),
    "worker_support_request": dict(
        **_WORKER,
        organ="新乡市牧野区人民检察院",
        court="新乡市牧野区人民法院",
        before="仲裁已经有结果",
        difficulty="不识字，没有路费",
    ),
}
