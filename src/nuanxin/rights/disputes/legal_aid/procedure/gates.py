"""What the steps of legal aid share: the words to choose from, and the gates that stand before more than one step."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.declared import Bar, Fact, Need, Said

KEY = "legal_aid"
ASSIGN, REPLACE = "assign_aid_lawyer", "replace_aid_lawyer"
HANDLE, APPROVE = Permission.FILE_HANDLE, Permission.FILE_APPROVE
ACT = "法律援助法"
EXEMPT = "migrant"
GAPS = (
    ("identity", "身份证明"),
    ("migrant", "务工人员身份的材料"),
    ("matter", "与欠薪有关的材料"),
    ("means", "经济困难情况说明"),
)
GROUNDS_TO_END = (
    ("fraud", "以欺骗或者其他不正当手段获得法律援助"),
    ("hidden", "故意隐瞒与案件有关的重要事实或者提供虚假证据"),
    ("unlawful", "利用法律援助从事违法活动"),
    ("means", "经济状况发生变化，不再符合法律援助条件"),
    ("case_over", "案件终止审理或者已经被撤销"),
    ("own_lawyer", "自行委托律师或者其他代理人"),
    ("asked", "有正当理由要求终止法律援助"),
    ("other_law", "法律法规规定的其他情形"),
)
URGENT = (
    ("limitation", "距法定时效或者期间届满不足七日，需要及时起诉或者申请仲裁、行政复议"),
    ("preservation", "需要立即申请财产保全、证据保全或者先予执行"),
    ("other_rule", "法律、法规、规章规定的其他情形"),
)
WORK = (
    ("meeting", "约见受援人"),
    ("evidence", "调查取证"),
    ("drafting", "代拟法律文书"),
    ("negotiation", "协商、调解"),
    ("submitted", "提交申请或者起诉"),
    ("hearing", "参加庭审（开庭）"),
    ("enforcement", "申请执行"),
    ("other", "其他"),
)
FORMS = (
    ("arbitration", "劳动仲裁代理"),
    ("litigation", "民事诉讼代理"),
    ("enforcement", "执行代理"),
    ("non_litigation", "非诉讼代理（协商、调解）"),
    ("drafting", "代拟法律文书"),
)
REFUSALS = (
    ("scope", "不属于法律援助范围"),
    ("means", "不符合经济困难条件"),
    ("venue", "不属于本机构受理，已告知有权受理的机构"),
    ("no_basis", "请求明显没有事实和法律依据"),
    ("has_lawyer", "已经委托律师或者其他代理人"),
)
REFUSED = Bar(("refuse",), "已经决定不予法律援助；有异议的，由司法行政部门审查")
NOT_ENDED = Need(
    ("regrant",),
    "已经决定终止法律援助",
    f"{ACT}第四十八条",
    when=Said("ground", tuple(key for key, _ in GROUNDS_TO_END), "terminate"),
)
NOT_REFUSED = Need(
    ("regrant",),
    "已经决定不予法律援助",
    f"{ACT}第四十三条",
    when=Said("ground", tuple(key for key, _ in REFUSALS), "refuse"),
)
OUTSTANDING = Need(
    ("supplemented",),
    "已经一次性告知补充材料，申请人还没有补齐",
    f"{ACT}第四十三条",
    when=Said("gap", tuple(key for key, _ in GAPS), "supplement"),
)
MEANS = Need(
    ("application",),
    "请求支付劳动报酬的进城务工人员免予核查经济困难状况，不能以不困难为理由",
    f"{ACT}第四十二条第三项",
    having=Said("means", ("declared", "checked")),
    when=Said("ground", ("means",)),
)
GIVEN = Need(
    ("grant", "regrant", "first_aid"), "没有决定给予法律援助，也没有决定先行提供", f"{ACT}第四十三条、第四十四条"
)
DECIDED = Need(
    ("grant", "regrant"), "没有给予法律援助的决定（先行提供的，应当补办手续）", f"{ACT}第四十三条、第四十四条"
)
ASSIGNED = Need(("assign",), "没有指派承办人员", f"{ACT}第四十三条")
LAWYER_FACTS = (
    Fact("lawyer", "承办人员", short=True),
    Fact("licence", "执业证号", required=False, short=True),
    Fact("firm", "执业机构", required=False, short=True),
    Fact(
        "chosen",
        "选定方式",
        "choice",
        options=(("worker", "受援人选定"), ("first", "按推荐顺序"), ("other", "另行选定")),
    ),
    Fact("grounds", "选定理由"),
)
