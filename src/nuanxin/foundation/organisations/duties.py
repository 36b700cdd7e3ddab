"""Duties and what each may do, how far: the whole table of rights in one file.

A right has a reach: AREA = every file of the place the post is for; UNIT = files that the own unit holds or helps with;
OWN = files one is personally responsible for. `permission.py` asks this table; nothing else decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    CLUE_VIEW = "clue.view"
    CLUE_REGISTER = "clue.register"
    CLUE_HANDLE = "clue.handle"
    CLUE_ASSIGN = "clue.assign"
    CLUE_ARBITRATE = "clue.arbitrate"  # decides who handles what two units return to one another
    CLUE_SUPERVISE = "clue.supervise"
    CLUE_IMPORT = "clue.import"
    IDENTITY_UNMASK = "identity.unmask"
    LEAD_VIEW = "lead.view"  # signals of false claims, which nothing decides by
    DUPLICATE_DECIDE = "duplicate.decide"
    ROUTING_EDIT = "routing.edit"
    CASE_INVESTIGATE = "case.investigate"
    CASE_APPROVE = "case.approve"
    CASE_REVIEW = "case.review"  # legal review (法制审核)
    FILE_HANDLE = "file.handle"  # files of one's own desk: mediation, arbitration, legal aid, notary, a leg of justice
    FILE_APPROVE = "file.approve"  # what the head of such a body decides; not for one's own file
    CREDIT_MANAGE = "credit.manage"  # lists of dishonest employers, publication, repair, honour lists
    CREDIT_DECIDE = "credit.decide"
    FUND_MANAGE = "fund.manage"  # wage deposits, guarantees, the emergency fund, hardship relief
    FUND_APPROVE = "fund.approve"
    INCIDENT_MANAGE = "incident.manage"  # emergency plan: levels, duties, timed steps
    CRIME_LEAD = "crime_lead"  # leads on organised crime: the named officer, the head, the leader
    MONEY_RECORD = "money.record"
    INSPECTION_RECORD = "inspection.record"
    INSPECTION_PLAN = "inspection.plan"  # plans, draws, the grid of responsible persons
    WATCH_VIEW = "watch.view"  # wages of projects, risk, warnings, how right the warnings were
    WATCH_HANDLE = "watch.handle"  # answers for a warning until its end
    WATCH_MANAGE = "watch.manage"  # loads wages, switches rules on and off
    OPINION_HANDLE = "opinion.handle"  # collects, joins, grades, answers items of public opinion
    OPINION_DECIDE = "opinion.decide"  # lets an answer out, plans the duty roster
    REPORT_VIEW = "report.view"
    REPORT_FILL = "report.fill"
    REPORT_SIGN = "report.sign"
    REPORT_ACCEPT = "report.accept"
    CAMPAIGN_VIEW = "campaign.view"  # notices from above, campaigns, who has done what
    CAMPAIGN_MANAGE = "campaign.manage"  # takes notices in, opens campaigns, passes them on
    CAMPAIGN_REPORT = "campaign.report"  # receives a campaign for the own unit, says what has been done of its tasks
    ACTIVITY_VIEW = "activity.view"  # activities held, materials made and given, media posts, practices
    ACTIVITY_RECORD = "activity.record"  # enters those of the place
    ACTIVITY_CORRECT = "activity.correct"  # corrects, withdraws, joins what a unit entered
    EXPORT = "export"
    EXPORT_APPROVE = "export.approve"  # lets a list of whole identities leave the house; not for oneself
    STAFF_MANAGE = "staff.manage"  # system administrator
    RIGHTS_MANAGE = "rights.manage"  # security administrator
    AUDIT_READ = "audit.read"  # audit administrator


class Reach(StrEnum):
    OWN = "own"
    UNIT = "unit"
    AREA = "area"


@dataclass(frozen=True)
class Duty:
    """A duty: its key, official name, what it is for, and its rights with their reach."""

    key: str
    name: str
    description: str
    grants: Mapping[Permission, Reach]


P, R = Permission, Reach
# Every body that serves workers holds activities: it enters them and answers for its own.
_ACTIVITIES = {P.ACTIVITY_VIEW: R.AREA, P.ACTIVITY_RECORD: R.AREA, P.ACTIVITY_CORRECT: R.UNIT}
_ALL_ACTIVITIES = {**_ACTIVITIES, P.ACTIVITY_CORRECT: R.AREA}
_DESK = {
    P.CLUE_VIEW: R.UNIT,
    P.CLUE_REGISTER: R.AREA,
    P.CLUE_HANDLE: R.UNIT,
    P.IDENTITY_UNMASK: R.OWN,
    P.FILE_HANDLE: R.UNIT,
    P.MONEY_RECORD: R.UNIT,
    P.CAMPAIGN_VIEW: R.UNIT,  # a body named by a notice signs for it and says what it has done, whoever sits there
    P.CAMPAIGN_REPORT: R.UNIT,
    **_ACTIVITIES,
}


def _desk(key: str, name: str, description: str, *, heads: bool = False) -> Duty:
    """A duty at the desk of one body: its own files and the shared thread, nothing more. heads: assigns and approves."""
    more = {P.CLUE_ASSIGN: R.UNIT, P.IDENTITY_UNMASK: R.UNIT, P.FILE_APPROVE: R.UNIT} if heads else {}
    return Duty(key, name, description, {**_DESK, **more})


DUTIES: dict[str, Duty] = {
    duty.key: duty
    for duty in (
        Duty(
            "reception",
            "接待登记员",
            "接听电话、接待来访，登记线索；首问负责到有人接手为止。",
            {
                P.CLUE_VIEW: R.AREA,
                P.CLUE_REGISTER: R.AREA,
                P.CLUE_HANDLE: R.OWN,
                P.CLUE_IMPORT: R.AREA,
                P.IDENTITY_UNMASK: R.OWN,
                P.LEAD_VIEW: R.OWN,
                P.DUPLICATE_DECIDE: R.UNIT,
                P.EXPORT: R.AREA,
                **_ACTIVITIES,
            },
        ),
        Duty(
            "inspector",
            "劳动保障监察员",
            "核实、立案、调查、处理处罚、逐人核发工资、回访办结。",
            {
                P.CLUE_VIEW: R.AREA,
                P.CLUE_REGISTER: R.AREA,
                P.CLUE_HANDLE: R.UNIT,
                P.CLUE_IMPORT: R.AREA,
                P.IDENTITY_UNMASK: R.OWN,
                P.LEAD_VIEW: R.OWN,
                P.DUPLICATE_DECIDE: R.UNIT,
                P.CRIME_LEAD: R.OWN,
                P.CASE_INVESTIGATE: R.UNIT,
                P.CREDIT_MANAGE: R.UNIT,
                P.MONEY_RECORD: R.UNIT,
                P.INSPECTION_RECORD: R.AREA,
                P.REPORT_VIEW: R.AREA,
                P.EXPORT: R.AREA,
                P.WATCH_VIEW: R.AREA,
                P.WATCH_HANDLE: R.AREA,
                **_ACTIVITIES,
            },
        ),
        Duty(
            "inspection_head",
            "监察机构负责人",
            "分派、批准立案与处理、签发文书、裁定转办争议。",
            {
                P.CLUE_VIEW: R.AREA,
                P.CLUE_REGISTER: R.AREA,
                P.CLUE_HANDLE: R.UNIT,
                P.CLUE_ASSIGN: R.UNIT,
                P.CLUE_ARBITRATE: R.AREA,
                P.CLUE_SUPERVISE: R.AREA,
                P.CLUE_IMPORT: R.AREA,
                P.IDENTITY_UNMASK: R.UNIT,
                P.LEAD_VIEW: R.UNIT,
                P.DUPLICATE_DECIDE: R.UNIT,
                P.CASE_INVESTIGATE: R.UNIT,
                P.CRIME_LEAD: R.UNIT,
                P.CASE_APPROVE: R.UNIT,
                P.CREDIT_MANAGE: R.UNIT,
                P.CREDIT_DECIDE: R.UNIT,
                P.MONEY_RECORD: R.UNIT,
                P.INSPECTION_RECORD: R.AREA,
                P.ROUTING_EDIT: R.AREA,
                P.REPORT_VIEW: R.AREA,
                P.REPORT_SIGN: R.UNIT,
                P.EXPORT: R.AREA,
                P.EXPORT_APPROVE: R.AREA,
                P.INSPECTION_PLAN: R.AREA,
                P.WATCH_VIEW: R.AREA,
                P.WATCH_HANDLE: R.AREA,
                P.WATCH_MANAGE: R.AREA,
                P.OPINION_HANDLE: R.AREA,
                P.OPINION_DECIDE: R.AREA,
                P.CAMPAIGN_VIEW: R.AREA,
                P.CAMPAIGN_MANAGE: R.UNIT,
                P.CAMPAIGN_REPORT: R.UNIT,
                **_ALL_ACTIVITIES,
            },
        ),
        Duty(
            "legal_reviewer",
            "法制审核员",
            "对重大执法决定作法制审核；不经审核不得作出决定。",
            {P.CLUE_VIEW: R.UNIT, P.CASE_REVIEW: R.UNIT},
        ),
        Duty(
            "department_officer",
            "成员单位经办人",
            "办理转到本单位的线索，协助办理。",
            {
                P.CLUE_VIEW: R.UNIT,
                P.CLUE_HANDLE: R.UNIT,
                P.IDENTITY_UNMASK: R.OWN,
                P.LEAD_VIEW: R.OWN,
                P.MONEY_RECORD: R.UNIT,
                P.CAMPAIGN_VIEW: R.UNIT,
                P.CAMPAIGN_REPORT: R.UNIT,
                **_ACTIVITIES,
            },
        ),
        Duty(
            "statistician",
            "统计填报员",
            "填报、校核、上报统计表；接收、退回、汇总下级报表。",
            {
                P.CLUE_VIEW: R.AREA,
                P.CLUE_IMPORT: R.AREA,
                P.REPORT_VIEW: R.AREA,
                P.REPORT_FILL: R.UNIT,
                P.REPORT_ACCEPT: R.AREA,
                P.CAMPAIGN_VIEW: R.AREA,
                P.EXPORT: R.AREA,
                **_ACTIVITIES,
            },
        ),
        Duty(
            "coordinator",
            "领导小组办公室协调员",
            "调度、督办、裁定转办争议、掌握动态清零。",
            {
                P.CLUE_VIEW: R.AREA,
                P.CLUE_ARBITRATE: R.AREA,
                P.CLUE_SUPERVISE: R.AREA,
                P.INCIDENT_MANAGE: R.AREA,
                P.REPORT_VIEW: R.AREA,
                P.REPORT_ACCEPT: R.AREA,
                P.EXPORT: R.AREA,
                P.INSPECTION_PLAN: R.AREA,
                P.WATCH_VIEW: R.AREA,
                P.OPINION_HANDLE: R.AREA,
                P.OPINION_DECIDE: R.AREA,
                P.CAMPAIGN_VIEW: R.AREA,
                P.CAMPAIGN_MANAGE: R.UNIT,
                P.CAMPAIGN_REPORT: R.UNIT,
                **_ALL_ACTIVITIES,
            },
        ),
        Duty(
            "leader",
            "领导",
            "看本地全貌，包案、批示。",
            {
                P.CLUE_VIEW: R.AREA,
                P.CLUE_SUPERVISE: R.AREA,
                P.INCIDENT_MANAGE: R.AREA,
                P.FUND_APPROVE: R.AREA,
                P.REPORT_VIEW: R.AREA,
                P.CRIME_LEAD: R.AREA,
                P.WATCH_VIEW: R.AREA,
                P.OPINION_DECIDE: R.AREA,
                P.CAMPAIGN_VIEW: R.AREA,
                P.ACTIVITY_VIEW: R.AREA,
            },
        ),
        _desk("mediator", "调解员", "主持调解、制作调解协议、督促履行。"),
        _desk("mediation_head", "调解组织负责人", "接收和指派调解、管理调解员名册。", heads=True),
        _desk("arbitrator", "仲裁员", "受理、送达、开庭、调解、裁决。"),
        _desk("arbitration_head", "仲裁机构负责人", "批准受理与延期、组庭、安排开庭。", heads=True),
        _desk("aid_officer", "法律援助经办人", "受理援助申请、代写文书、跟踪承办。"),
        _desk("aid_head", "法律援助机构负责人", "审批援助、指派律师、排值班。", heads=True),
        _desk("notary", "公证员", "办理还款协议公证、催告、出具执行证书。"),
        _desk("police_liaison", "公安联络员", "接收移送、登记立案和侦查进展。"),
        _desk("prosecutor_liaison", "检察联络员", "登记立案监督、审查逮捕、起诉、支持起诉。"),
        _desk("court_liaison", "法院联络员", "登记立案、审理、支付令、执行和执行到位的工资。"),
        _desk("petition_officer", "信访工作人员", "登记、转送、答复信访事项，登记越级、集体上访。"),
        _desk("civil_affairs_officer", "民政救助经办人", "受理困难农民工临时救助。"),
        Duty(
            "credit_officer",
            "信用管理员",
            "提出列入失信名单、社会公布、信用修复，核对诚信评选条件。",
            {P.CLUE_VIEW: R.AREA, P.CREDIT_MANAGE: R.UNIT},
        ),
        Duty(
            "fund_manager",
            "周转金（保证金）管理员",
            "管理工资保证金和保函，办理应急周转金垫付与追偿。",
            {P.CLUE_VIEW: R.AREA, P.FUND_MANAGE: R.AREA, P.MONEY_RECORD: R.AREA},
        ),
        Duty(
            "fund_approver",
            "周转金审批人",
            "审批应急周转金垫付。",
            {P.CLUE_VIEW: R.AREA, P.FUND_APPROVE: R.AREA},
        ),
        Duty(
            "monitor",
            "监测预警员",
            "导入工资监测数据，核查预警，交办并跟踪到销号。",
            {
                P.CLUE_VIEW: R.AREA,
                P.CLUE_REGISTER: R.AREA,
                P.WATCH_VIEW: R.AREA,
                P.WATCH_HANDLE: R.AREA,
                P.WATCH_MANAGE: R.AREA,
                P.INSPECTION_RECORD: R.AREA,
            },
        ),
        Duty(
            "opinion_officer",
            "舆情值守员",
            "昼夜值守，收集、归并、研判、回应涉欠薪舆情。",
            {P.CLUE_VIEW: R.AREA, P.CLUE_REGISTER: R.AREA, P.OPINION_HANDLE: R.AREA},
        ),
        Duty(
            "system_admin", "系统管理员", "管理单位、人员、岗位、日历与设置；看不到业务内容。", {P.STAFF_MANAGE: R.AREA}
        ),
        Duty(
            "security_admin",
            "安全管理员",
            "核准岗位授权，重置密码和动态口令，签发接口令牌；看不到业务内容。",
            {P.RIGHTS_MANAGE: R.AREA},
        ),
        Duty("audit_admin", "审计管理员", "查阅审计记录；不能改动任何内容。", {P.AUDIT_READ: R.AREA}),
    )
}

DUTY_CHOICES = [(duty.key, duty.name) for duty in DUTIES.values()]
ADMINISTRATOR_DUTIES = frozenset({"system_admin", "security_admin", "audit_admin"})
