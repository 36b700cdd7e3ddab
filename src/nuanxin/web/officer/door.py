"""The officer's door: its name and its menu. Each line appears for those who may open the page behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from nuanxin.foundation.common import occasion
from nuanxin.foundation.notifications.escalation.calling import CALLING, open_calls
from nuanxin.foundation.notifications.inbox import MOST_COUNTED, unread_count
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.exports.approving import waiting_for
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import areas, holds, posts_of
from nuanxin.rights.cases.confidential.seeing import waiting_leads
from nuanxin.rights.disputes.legal_aid.same_day import applications, stragglers
from nuanxin.web.officer import queues
from nuanxin.web.officer.clues.reading.urgent import urgent_count
from nuanxin.web.officer.credit.disclosures import late_disclosures
from nuanxin.web.officer.credit.removals import waiting_consumers
from nuanxin.web.officer.opinion.badge import late_answers
from nuanxin.web.patterns.frame import Door, MenuItem, open_door

JUSTICE = (UnitKind.POLICE, UnitKind.PROCURATORATE, UnitKind.COURT)
MEDIATING = (UnitKind.MEDIATION, UnitKind.ARBITRATION, UnitKind.UNION, UnitKind.TOWN)


def _any(*rights: P) -> Any:
    return lambda user: isinstance(user, Staff) and any(holds(user, right) for right in rights)


def _at_desk(*kinds: UnitKind) -> Any:
    """Those who handle files at a desk of these kinds."""
    return lambda user: (
        isinstance(user, Staff) and holds(user, P.FILE_HANDLE) and user.unit is not None and user.unit.kind in kinds
    )


def _over_or_at(*kinds: UnitKind) -> Any:
    """Those who look over a whole area, and those who handle files at a desk of these kinds."""
    at_desk = _at_desk(*kinds)
    return lambda user: isinstance(user, Staff) and bool(areas(user, P.CLUE_VIEW) or at_desk(user))


def _over_area(user: Any) -> bool:
    """Those who look over the campaigns of a whole area."""
    return isinstance(user, Staff) and bool(areas(user, P.CAMPAIGN_VIEW))


def _arbitrates(user: Any) -> bool:
    return isinstance(user, Staff) and any(post.unit.kind == UnitKind.ARBITRATION for post in posts_of(user))


def _badge(count: Callable[[Staff], int]) -> Callable[[HttpRequest], int]:
    """What waits for the person of the request; nothing for who is not of the staff."""
    return lambda request: count(request.user) if isinstance(request.user, Staff) else 0


def _stragglers(staff: Staff) -> int:
    """Wage applications not yet decided and assigned, so that the day's stragglers stand on every page of the aid centre."""
    return len(stragglers(applications(staff.unit), occasion.today())) if staff.unit else 0


def _calls(staff: Staff) -> int:
    """People of the person's areas who are still to be told on the ground."""
    return open_calls(staff)[:MOST_COUNTED].count()


_RELIEF = (P.FUND_MANAGE, P.FUND_APPROVE, P.CASE_INVESTIGATE, P.CASE_APPROVE)
MENU = (
    MenuItem("工作台", "officer:desk", icon="home", badge=_badge(urgent_count), alone=True),
    MenuItem("线索台账", "officer:clues", P.CLUE_VIEW, "list", "线索"),
    MenuItem("登记线索", "officer:clue_new", P.CLUE_REGISTER, "phone", "线索"),
    MenuItem("集中接访", "officer:reception", P.CLUE_REGISTER, "users", "线索"),
    MenuItem("协办事项", "officer:helping", P.CLUE_HANDLE, "users", "线索"),
    MenuItem("当面告知", "officer:calls", _any(*CALLING), "phone", "线索", _badge(_calls)),
    MenuItem("告知去向", "officer:told", P.CLUE_VIEW, "send", "线索"),
    MenuItem("转办用时", "officer:transfers", P.CLUE_VIEW, "clock", "线索"),
    MenuItem("疑似重复", "officer:duplicates", P.DUPLICATE_DECIDE, "merge", "线索", _badge(queues.waiting_pairs)),
    MenuItem("案件台账", "officer:cases", P.CLUE_VIEW, "scale", "办案"),
    MenuItem("本单位案卷", "officer:files", P.FILE_HANDLE, "list", "办案"),
    MenuItem("开庭日历", "officer:hearings", _arbitrates, "calendar", "办案"),
    MenuItem("司法衔接", "officer:legs", _over_or_at(*JUSTICE), "scale", "办案"),
    MenuItem("执行专项", "officer:enforcement", _over_or_at(UnitKind.COURT), "coin", "办案"),
    MenuItem("区域协作函", "officer:letters", P.CLUE_HANDLE, "send", "办案"),
    MenuItem("信访登记", "officer:petitions", _over_or_at(UnitKind.PETITION), "users", "办案"),
    MenuItem("突发事件", "officer:incidents", P.INCIDENT_MANAGE, "alert", "办案"),
    MenuItem("外勤检查", "officer:field_visits", P.INSPECTION_RECORD, "phone", "办案"),
    MenuItem("经常性排查", "officer:regular_checks", _at_desk(*MEDIATING), "check", "办案"),
    MenuItem("调解组织", "officer:mediation_organisations", _at_desk(*MEDIATING), "building", "办案"),
    MenuItem("调解员", "officer:mediators", _at_desk(*MEDIATING), "users", "办案"),
    MenuItem("失信公证名单", "officer:notary_list", _at_desk(UnitKind.NOTARY), "warn", "办案"),
    MenuItem("涉黑涉恶线索", "officer:crime_leads", P.CRIME_LEAD, "lock", "办案", _badge(waiting_leads)),
    MenuItem("监测预警", "officer:warnings", P.WATCH_VIEW, "alert", "监测"),
    MenuItem("企业风险", "officer:employer_risks", P.WATCH_VIEW, "building", "监测"),
    MenuItem("监测项目", "officer:watched_projects", P.WATCH_VIEW, "building", "监测"),
    MenuItem("外部信号", "officer:outside_signals", P.WATCH_VIEW, "inbox", "监测"),
    MenuItem("制度落实率", "officer:system_shares", P.WATCH_VIEW, "chart", "监测"),
    MenuItem("专用账户", "officer:wage_accounts", P.WATCH_VIEW, "coin", "监测"),
    MenuItem("项目报备", "officer:project_filings", P.WATCH_VIEW, "plus", "监测"),
    MenuItem("违法分包移送", "officer:subcontract_referrals", P.WATCH_VIEW, "send", "监测"),
    MenuItem("预警规则", "officer:rule_sets", P.WATCH_VIEW, "scale", "监测"),
    MenuItem("预警准确率", "officer:accuracy", P.WATCH_VIEW, "chart", "监测"),
    MenuItem("发薪预测", "officer:pay_forecast", P.WATCH_VIEW, "coin", "监测"),
    MenuItem("工资抽查", "officer:ask_rounds", P.WATCH_VIEW, "phone", "监测"),
    MenuItem(
        "四个当天",
        "officer:aid_today",
        _at_desk(UnitKind.LEGAL_AID),
        "clock",
        "法律援助",
        _badge(_stragglers),
        alone=True,
    ),
    MenuItem("咨询记录", "officer:aid_advices", _at_desk(UnitKind.LEGAL_AID), "phone", "法律援助"),
    MenuItem("值班表", "officer:aid_rota", _at_desk(UnitKind.LEGAL_AID), "calendar", "法律援助"),
    MenuItem("援助律师名册", "officer:aid_lawyers", _at_desk(UnitKind.LEGAL_AID), "users", "法律援助"),
    MenuItem("工作站（联络点）", "officer:aid_stations", _at_desk(UnitKind.LEGAL_AID), "building", "法律援助"),
    MenuItem("失信名单", "officer:credit_list", _any(P.CREDIT_MANAGE, P.CREDIT_DECIDE, P.REPORT_VIEW), "warn", "信用"),
    MenuItem(
        "移出告知时效",
        "officer:credit_removals",
        _any(P.CREDIT_MANAGE, P.CREDIT_DECIDE, P.REPORT_VIEW),
        "clock",
        "信用",
        _badge(waiting_consumers),
    ),
    MenuItem(
        "执法决定公示",
        "officer:disclosures",
        _any(P.CREDIT_MANAGE, P.CREDIT_DECIDE, P.REPORT_VIEW),
        "paper",
        "信用",
        _badge(late_disclosures),
    ),
    MenuItem("社会公布", "officer:batches", _any(P.CREDIT_MANAGE, P.CREDIT_DECIDE, P.REPORT_VIEW), "send", "信用"),
    MenuItem("诚信评选", "officer:selections", _any(P.CREDIT_MANAGE, P.CREDIT_DECIDE, P.REPORT_VIEW), "star", "信用"),
    MenuItem("诚信等级", "officer:grades", _any(P.CREDIT_MANAGE, P.CREDIT_DECIDE, P.REPORT_VIEW), "list", "信用"),
    MenuItem("检查记录", "officer:visits", P.INSPECTION_RECORD, "check", "检查"),
    MenuItem("检查计划", "officer:visit_plans", P.CLUE_VIEW, "calendar", "检查"),
    MenuItem("检查问题", "officer:findings", P.CLUE_VIEW, "alert", "检查"),
    MenuItem("包保联系", "officer:grid", P.CLUE_VIEW, "users", "检查"),
    MenuItem("专项检查", "officer:special_checks", P.CLUE_VIEW, "list", "检查"),
    MenuItem("部门联合检查事项", "officer:joint_parts", P.CLUE_VIEW, "users", "检查"),
    MenuItem("隐患排查台账", "officer:hazards", P.CLUE_VIEW, "alert", "检查"),
    MenuItem("期满台账", "officer:expired_lots", _any(P.INSPECTION_PLAN, P.INSPECTION_RECORD), "lock", "检查"),
    MenuItem("双随机抽查", "officer:draws", _any(P.WATCH_VIEW, P.INSPECTION_PLAN, P.INSPECTION_RECORD), "sort", "检查"),
    MenuItem("执法服务", "officer:services", _any(P.WATCH_VIEW, P.INSPECTION_RECORD), "help", "检查"),
    MenuItem("劳资专管员培训", "officer:clerk_courses", _any(P.WATCH_VIEW, P.INSPECTION_RECORD), "users", "检查"),
    MenuItem("工资保证金", "officer:deposits", _any(*_RELIEF), "coin", "垫付救助"),
    MenuItem("应急周转金", "officer:funds", _any(*_RELIEF), "coin", "垫付救助"),
    MenuItem(
        "重复支付核查",
        "officer:double_payments",
        _any(*_RELIEF),
        "warn",
        "垫付救助",
    ),
    MenuItem("困难企业专案", "officer:firm_plans", P.CLUE_VIEW, "building", "垫付救助"),
    MenuItem(
        "舆情台账",
        "officer:opinion",
        _any(P.OPINION_HANDLE, P.OPINION_DECIDE),
        "bell",
        "舆情",
        _badge(late_answers),
        alone=True,
    ),
    MenuItem("舆情统计", "officer:opinion_figures", _any(P.OPINION_HANDLE, P.OPINION_DECIDE), "chart", "舆情"),
    MenuItem("舆情值守", "officer:opinion_roster", _any(P.OPINION_HANDLE, P.OPINION_DECIDE), "calendar", "舆情"),
    MenuItem("当事人查找", "officer:parties", P.CLUE_VIEW, "search", "对象"),
    MenuItem("用人单位", "officer:employers", P.CLUE_VIEW, "building", "对象"),
    MenuItem("项目（标段）", "officer:projects", P.CLUE_VIEW, "building", "对象"),
    MenuItem("活动台账", "officer:activities", P.ACTIVITY_VIEW, "calendar", "服务", alone=True),
    MenuItem("登记活动", "officer:activity_new", P.ACTIVITY_RECORD, "camera", "服务"),
    MenuItem("活动统计", "officer:activity_figures", P.ACTIVITY_VIEW, "chart", "服务"),
    MenuItem("宣传品", "officer:materials", P.ACTIVITY_VIEW, "paper", "服务"),
    MenuItem("媒体发布", "officer:media_posts", P.ACTIVITY_VIEW, "send", "服务"),
    MenuItem("典型经验", "officer:practices", P.ACTIVITY_VIEW, "star", "服务"),
    MenuItem("来文", "officer:notices", _any(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE), "inbox", "专项行动"),
    MenuItem("行动台账", "officer:campaigns", P.CAMPAIGN_VIEW, "list", "专项行动"),
    MenuItem("本单位任务", "officer:campaign_work", P.CAMPAIGN_REPORT, "check", "专项行动"),
    MenuItem("通报与报告", "officer:bulletins", _any(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE), "paper", "专项行动"),
    MenuItem("用工形势", "officer:situation", P.CAMPAIGN_VIEW, "chart", "专项行动"),
    MenuItem("四下降一杜绝", "officer:dispatch_falls", _over_area, "chart", "调度"),
    MenuItem("动态清零", "officer:dispatch_clearing", _over_area, "check", "调度"),
    MenuItem("调度包", "officer:dispatch_packs", _over_area, "list", "调度"),
    MenuItem("调度承诺", "officer:dispatch_promises", _any(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT), "edit", "调度"),
    MenuItem("督促措施", "officer:dispatch_measures", _any(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT), "alert", "调度"),
    MenuItem("调度排名", "officer:dispatch_rankings", _over_area, "sort", "调度"),
    MenuItem("督导调研", "officer:dispatch_visits", _any(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT), "users", "调度"),
    MenuItem("大案督办", "officer:dispatch_big", _over_area, "star", "调度"),
    MenuItem("数据核查", "officer:dispatch_frauds", P.CLUE_SUPERVISE, "search", "调度"),
    MenuItem("统计报表", "officer:reports", P.REPORT_VIEW, "chart", "数据"),
    MenuItem("冬季行动表", "officer:winter", P.REPORT_VIEW, "chart", "数据"),
    MenuItem("导入", "officer:import", P.CLUE_IMPORT, "upload", "数据"),
    MenuItem(
        "导出台账", "officer:export", P.EXPORT, "download", "数据", _badge(lambda staff: waiting_for(staff).count())
    ),
    MenuItem("常用语", "officer:standard_texts", _any(P.CLUE_HANDLE, P.STAFF_MANAGE), "edit", "数据"),
    MenuItem("分派规则", "officer:routing", P.ROUTING_EDIT, "send", "数据"),
    MenuItem("保管期满", "officer:retention", _any(P.CLUE_ASSIGN, P.CLUE_HANDLE), "inbox", "数据"),
    MenuItem("单位", "officer:units", _any(P.STAFF_MANAGE, P.RIGHTS_MANAGE), "building", "系统管理"),
    MenuItem("人员岗位", "officer:staff", _any(P.STAFF_MANAGE, P.RIGHTS_MANAGE), "users", "系统管理"),
    MenuItem("岗位核准", "officer:approvals", P.RIGHTS_MANAGE, "lock", "系统管理"),
    MenuItem("区划变更", "officer:boundaries", P.STAFF_MANAGE, "columns", "系统管理"),
    MenuItem("工作日历", "officer:calendar", P.STAFF_MANAGE, "calendar", "系统管理"),
    MenuItem("地方设置", "officer:settings", P.STAFF_MANAGE, "edit", "系统管理"),
    MenuItem("审计记录", "officer:audit", P.AUDIT_READ, "paper", "系统管理"),
)
MAIL = MenuItem("消息", "officer:inbox", icon="bell", badge=_badge(unread_count))
DOOR = open_door(Door("officer", "办案工作台", "officer:desk", MENU, "officer/frame.html", MAIL))
