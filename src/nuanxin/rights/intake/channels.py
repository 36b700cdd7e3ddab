"""The doors by which a wage claim arrives, with their official names (contracts: sheet 线索, column 渠道)."""

from __future__ import annotations

from django.db import models


class Channel(models.TextChoices):
    WEB = "web", "网络平台"
    P12333 = "12333", "电话12333"
    P12345 = "12345", "电话12345"
    P12348 = "12348", "电话12348"
    VISIT = "visit", "来访"
    LETTER = "letter", "来信"
    QR = "qr", "扫码"
    PETITION = "petition", "信访转办"
    RECEPTION = "reception", "集中接访"
    DEPARTMENT = "department", "部门移送"
    OPINION = "opinion", "舆情"
    INSPECTION = "inspection", "检查发现"
    MONITORING = "monitoring", "监测预警"


class ClueKind(models.TextChoices):
    """举报 and 投诉 are two things (劳动保障监察条例 第九条): anyone may report, the worker complains in his own name."""

    COMPLAINT = "complaint", "投诉"
    REPORT = "report", "举报"


class ClueState(models.TextChoices):
    RECEIVED = "received", "已收到"
    SUPPLEMENT = "supplement", "待补正"
    TRANSFERRING = "transferring", "转办中"
    ACCEPTED = "accepted", "已受理"
    HANDLING = "handling", "办理中"
    SETTLED = "settled", "已解决待回访"
    CLOSED = "closed", "已办结"
    REFUSED = "refused", "不予受理"


OPEN_STATES = (
    ClueState.RECEIVED,
    ClueState.SUPPLEMENT,
    ClueState.TRANSFERRING,
    ClueState.ACCEPTED,
    ClueState.HANDLING,
    ClueState.SETTLED,
)


class Conclusion(models.TextChoices):
    """Every exit carries a conclusion and its basis. Names are the house's own (law.md §12: the national ten are unpublished)."""

    FILED_SOLVED = "filed_solved", "立案查处已解决"
    COORDINATED = "coordinated", "协调解决"
    ARBITRATION = "arbitration", "转仲裁或诉讼"
    POLICE = "police", "移送公安"
    INDUSTRY = "industry", "移送行业主管部门"
    UNFOUNDED = "unfounded", "不属实"
    PROJECT_MONEY = "project_money", "以欠薪名义讨要工程款"
    DUPLICATE = "duplicate", "重复"
    UNVERIFIABLE = "unverifiable", "信息不全无法核实"
    WITHDRAWN = "withdrawn", "反映人撤回"
    ELSEWHERE = "elsewhere", "不属本地转办"
    OUT_OF_TIME = "out_of_time", "超过查处时效，不予受理"
    NOT_WAGES = "not_wages", "不属于欠薪，已告知其他渠道"


# A clue may close with these without a yuan paid; the others need the money ledger of the case behind them.
SETTLED_CONCLUSIONS = (Conclusion.FILED_SOLVED, Conclusion.COORDINATED)
