"""Kinds of mediation, media, routes: the words that the procedure offers, with what the law ties to them."""

from __future__ import annotations

KINDS = (
    ("people", "人民调解"),
    ("enterprise", "企业劳动争议调解"),
    ("industry", "行业性专业性调解"),
    ("town", "乡镇（街道）劳动争议调解"),
    ("arbitral", "仲裁机构调解"),
    ("online", "互联网调解（人民调解组织主持）"),
)
# 人民调解法 art. 28: where the parties see no need for a paper, an oral agreement; 调解仲裁法 art. 14 demands a paper.
ORAL_KINDS = ("people", "industry", "online")
# 民诉法 art. 205: an agreement reached by a lawfully set up mediation organisation; the commission makes its own 调解书.
LAWFUL_BODIES = ("people", "enterprise", "industry", "town", "online")
FORMS = (("written", "书面"), ("oral", "口头（已当场记录）"), ("online", "网上"))
MEDIA = (("on_site", "现场"), ("video", "视频"), ("phone", "电话"))
VENUES = (
    ("invited", "法院邀请调解的，由邀请的法院管辖"),
    ("home", "当事人住所地基层法院"),
    ("subject", "标的物所在地基层法院"),
    ("body", "调解组织所在地基层法院"),
)
ROUTES_AFTER_FAILURE = (
    ("arbitration", "申请劳动仲裁"),
    ("inspection", "向劳动保障监察投诉"),
    ("suit", "凭工资欠条等直接起诉（符合条件的）"),
)
ROUTES_AFTER_DEFAULT = (
    ("arbitration", "申请劳动仲裁"),
    ("wage_suit", "按普通民事纠纷起诉"),
    ("payment_order", "申请支付令"),
    ("enforcement", "申请人民法院强制执行"),
    ("inspection", "向劳动保障监察投诉"),
    ("notary", "双方同意的，办理还款协议公证"),
)
