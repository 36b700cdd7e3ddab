"""Reads advice_cases.csv: what an expert wrote in words becomes facts. Says nothing about the law itself.

Where a row says nothing else (通常): one migrant worker below retirement age, not in hardship; a known unit, no site, no
foreman; it could pay but does not own up; no IOU, wages only, no debts of his; no deposit, no fund. 河南新乡.
"""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

from nuanxin.rights.advice.facts import STATED, Facts

ROWS = list(csv.DictReader((Path(__file__).parent / "advice_cases.csv").read_text("utf-8").splitlines()))
USUAL: dict[str, Any] = {
    "place": "410700",
    "migrant": True,
    "over_age": False,
    "persons": 1,
    "hardship": False,
    "employer_known": True,
    "project": False,
    "individual_contractor": False,
    "unit_above": False,
    "able_to_pay": True,
    "willing": False,
    "iou": False,
    "other_issue": False,
    "mutual_debts": False,
    "deposit": False,
    "fund": False,
    "award_final": False,
}
DIFFERENT = {
    "农民工": ("migrant", True),
    "城镇": ("migrant", False),
    "超龄": ("over_age", True),
    "困难": ("hardship", True),
    "单位不明": ("employer_known", False),
    "工地": ("project", True),
    "包工头": ("individual_contractor", True),
    "上面有单位": ("unit_above", True),
    "有钱": ("able_to_pay", True),
    "没钱": ("able_to_pay", False),
    "认账": ("willing", True),
    "另有争议": ("other_issue", True),
    "互债": ("mutual_debts", True),
    "保证金": ("deposit", True),
    "周转金": ("fund", True),
    "终局": ("award_final", True),
    "欠条": ("iou", True),
    "逃匿": ("fled", True),
}
EVENTS = {
    "受理": "accepted_on",
    "监察不受理": "refused_on",
    "监察结案": "inspection_ended_on",
    "责令": "order_served_on",
    "责令期限": "order_until",
    "决定": "decision_served_on",
    "决定期限": "decision_until",
    "复议": "review_on",
    "移送": "referred_on",
    "申请调解": "mediation_on",
    "协议": "agreement_on",
    "违约": "default_on",
    "确认": "confirmed_on",
    "申请公证": "notary_on",
    "公证": "notarised_on",
    "执行证书": "certificate_on",
    "申请仲裁": "arbitration_on",
    "仲裁受理": "arbitration_accepted_on",
    "仲裁不受理": "arbitration_refused_on",
    "裁决": "award_on",
    "起诉": "suit_on",
    "支付令": "payment_order_on",
    "履行期满": "title_due_on",
    "申请执行": "enforcement_on",
    "申请法援": "aid_on",
    "支持起诉": "support_on",
    "救助": "relief_on",
    "信访": "petition_on",
}
MARKS = {"拒绝调解": "mediation_refused", "支付令失效": "payment_order_void", "付清": "paid_all"}


def facts_of(row: dict[str, str]) -> Facts:
    """The facts that a row describes. KeyError for a word that is not in the lists above."""
    said: dict[str, Any] = {**USUAL, "today": date.fromisoformat(row["今天"])}
    if row["欠到"] != "不知":
        said["owed_until"] = date.fromisoformat(row["欠到"])
    said["employed"] = {"在职": True, "不知": None}.get(row["离职"], False)
    if row["离职"] not in ("在职", "不知"):
        said["ended_on"] = date.fromisoformat(row["离职"])
    if row["金额"] != "不知":
        said["amount_fen"] = int(row["金额"]) * 100
    for word in row["不同之处"].split():
        _different(said, word)
    for word in row["不知道"].split():
        if word == "全部":
            said.update(dict.fromkeys(STATED))
        else:
            said[DIFFERENT[word][0]] = None
    for word in row["经过"].split():
        _happened(said, word)
    return Facts(**said)


def _different(said: dict[str, Any], word: str) -> None:
    number = re.fullmatch(r"(\d+)(人|月)|一人(\d+)元|地区(\d{6})|欠条(\d{4}-\d\d-\d\d)", word)
    if number is None:
        name, value = DIFFERENT[word]
        said[name] = value
    elif number[3]:
        said["largest_fen"] = int(number[3]) * 100
    elif number[4]:
        said["place"] = number[4]
    elif number[5]:
        said.update(iou=True, iou_due_on=date.fromisoformat(number[5]))
    else:
        said["persons" if number[2] == "人" else "largest_months"] = int(number[1])


def _happened(said: dict[str, Any], word: str) -> None:
    if word in MARKS:
        said[MARKS[word]] = True
        return
    found = re.fullmatch(r"(\D+)(\d{4}-\d\d-\d\d)", word)
    assert found, word
    what, day = found[1], date.fromisoformat(found[2])
    if what in ("反映", "举报"):
        said.update(received_on=day, by_worker=what == "反映")
    elif what == "要过":
        said["asked_on"] = (*said.get("asked_on", ()), day)
    else:
        said[EVENTS[what]] = day
