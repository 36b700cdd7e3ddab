"""Gates that several steps of a notarised repayment share, with their articles."""

from __future__ import annotations

from nuanxin.rights.cases.procedures.declared import YES, Bar, Need, Said

N, RULE, ENFORCE = "公证法", "公证程序规则", "法释〔2018〕18号"
SEED = "拖欠农民工工资突出问题专项整治工作实施方案二（五）；地方设置所登记的文号"
OVER = Bar(("declined", "withdrawn"), "公证已经终止")
DEEDED = Bar(("deed",), "已经出具公证书")
PERFORMED = Bar(("performed",), "还款协议已经履行完毕")
ACCEPTED = Need(("accept",), "没有受理公证申请", f"{N}第二十六条、第二十八条")
NO_DISPUTE = Need(
    ("examine",),
    "当事人对申请公证的事项有争议，或者提供的材料不充分、不真实的，不予办理公证",
    f"{N}第三十一条",
    having=Said("passes", (YES,)),
)
DEED = Need(("deed",), "没有出具赋予强制执行效力的公证书", f"{N}第三十七条")
