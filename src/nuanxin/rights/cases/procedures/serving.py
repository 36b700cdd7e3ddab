"""送达 of a paper as a step: the facts that prove it, the clock that it stops."""

from __future__ import annotations

from dataclasses import replace

from nuanxin.rights.cases.procedures.declared import RECORDING, Fact, Need, Said, Step

METHODS = (
    ("direct", "直接送达"),
    ("left", "留置送达"),
    ("post", "邮寄送达"),
    ("public_notice", "公告送达"),
    ("electronic", "电子送达"),
)
SERVICE = (
    Fact("method", "送达方式", "choice", options=METHODS),
    Fact("sent_on", "发出日期", "day"),
    Fact("served_on", "送达日期", "day"),
    Fact("recipient", "受送达人", short=True),
    Fact("receiver", "签收人", required=False, short=True),
    Fact("witness", "见证人（留置送达）", required=False, short=True),
    Fact("note", "邮件号、公告经过等", required=False),
    Fact("proof", "送达凭证（照片、录像编号）", required=False, short=True),
    # The seal is a matter of the paper: kept here only where it is served without one on file.
    Fact("unsealed", "没有盖章件的理由", required=False, short=True),
    Fact("consent_on", "同意电子送达日期", "day", required=False),
    Fact("consent_proof", "同意电子送达依据", required=False, short=True),
    Fact("medium", "电子送达途径", required=False, short=True),
    # 国办发〔2018〕118号: leaving a paper and serving by notice are disputed often, so they are recorded in sound and picture.
    Fact(
        "recording",
        f"{RECORDING[:-1]}；留置、公告送达必填）",
        required=False,
        short=True,
        needed_when=Said("method", ("left", "public_notice")),
    ),
)


def service_of(key: str, paper: str, name: str, leads_to: tuple[str, ...], for_worker: str = "") -> Step:
    """送达 of a paper issued by an earlier step: within seven working days, starts the party's own periods."""
    return Step(
        key,
        f"送达{name}",
        "行政处罚法第六十一条；民事诉讼法第八十七条至第九十五条",
        needs=(Need((paper,), f"没有制发{name}", "行政处罚法第六十一条"),),
        stops=("insp.serve",),
        facts=tuple(replace(one, not_before=f"{paper}.on") if one.key == "sent_on" else one for one in SERVICE),
        serves=paper,
        leads_to=leads_to,
        for_worker=for_worker,
    )
