"""Every address of every door × who tries it. The table role_matrix.csv is what an official can read.

200 in, 302 to the sign-in or onwards, 401 no token, 403 no right, 404 out of sight or only a button, 405 only by sending,
409 not now, 422 asked without what is needed. A new address without a line in the table fails the test.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, get_resolver

from nuanxin.command.reporting.filing import prepare
from nuanxin.command.reporting.models import Report
from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.tokens import Scope, issue_token
from nuanxin.rights.intake.models import Claim
from tests.conftest import TODAY, person
from tests.journeys.scene import Scene
from tests.unit.web.officer.test_role_matrix import addresses as officer_addresses

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("role_matrix.csv")
WHO = (
    "owner", "colleague", "head", "superior", "stranger", "housing", "statistician", "coordinator", "leader", "auditor", "system",
    "security", "anonymous",
)  # fmt: skip
OUTSIDERS = ("stranger", "auditor", "anonymous")
NO_OFFICIAL_ROWS = {"audit", "sessions", "axes", "contenttypes", "auth", "otp_static", "otp_totp"}


def every_name() -> list[str]:
    """The names of all addresses, as the resolver knows them."""

    def names(patterns: Any, space: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield f"{space}{pattern.name}"
            else:
                inner = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from names(pattern.url_patterns, f"{space}{inner}")

    return sorted(set(names(get_resolver().url_patterns, "")))


def table() -> dict[str, dict[str, int]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {line["name"]: {who: int(line[who]) for who in WHO} for line in csv.DictReader(file)}


@pytest.fixture
def report(scene: Scene) -> Report:
    """The county's report, called in by the city and prepared."""
    people = scene.people
    called = open_round(
        form_key="winter_2023", title="一月报送", region=Region.objects.get(pk="410700"), start=date(2023, 11, 15),
        end=date(2024, 2, 10), due_county=TODAY + timedelta(days=2), by=people.coordinator,
    )  # fmt: skip
    county: Report = called.reports.get(region="410721")
    prepare(report=county, by=people.statistician, as_of=TODAY)
    return county


def addresses(scene: Scene, report: Report) -> dict[str, str]:
    """One address for every name, about one clue, case, project, visit and report of the county."""
    key, clue = f"/officer/reports/{report.pk}/", scene.filed.number
    window = "region=410721&start=2023-11-15&end=2024-02-10"
    reports = {
        "reports": "/officer/reports/", "report_round_new": "/officer/reports/new/",
        "report_round": f"/officer/reports/rounds/{report.round_id}/",
        "report_round_lock": f"/officer/reports/rounds/{report.round_id}/lock/",
        "winter": f"/officer/reports/winter/?{window}", "winter_cell": f"/officer/reports/winter/cell/total.14/?{window}",
        "winter_file": f"/officer/reports/winter/file/xlsx/?{window}", "report": key, "report_file": f"{key}file/xlsx/",
        "report_cell": f"{key}cell/total.14/", "report_prepare": f"{key}prepare/", "report_hand": f"{key}hand/other.4/",
        "report_attachment": f"{key}attachment/999/", "report_explain": f"{key}explain/a.per_head/", "report_sign": f"{key}sign/制表人/",
        "report_enter": f"{key}enter/", "report_changed": f"{key}changed/total.14/", "report_forms": "/officer/reports/forms/",
        **{f"exchange{end}": f"/officer/reports/exchange/{path}" for end, path in (("", ""), ("_make", "make/"), ("_take", "take/"))},
        "report_form_new": "/officer/reports/forms/new/", "report_counters": "/officer/reports/counters/",
        "report_form_text": "/officer/reports/forms/winter_2023/2023-11/text/",
        "report_round_renew": f"/officer/reports/rounds/{report.round_id}/renew/",
        "report_designs": "/officer/reports/designs/", "report_design_new": "/officer/reports/designs/new/",
        "notice_form_design": "/officer/reports/designs/notice/999/own/0/", "report_design": "/officer/reports/designs/999/",
        **{f"report_design_{act}": f"/officer/reports/designs/999/{act}/" for act in ("preview", "publish", "drop", "try")},
        "report_design_cell": "/officer/reports/designs/999/try/total.1/",
        "report_design_file": "/officer/reports/designs/999/file/xlsx/", "report_upload": f"{key}upload/",
        "report_blank": f"{key}blank.xlsx",
        "form_look": f"/officer/reports/look/winter_2023/?{window}",
        "form_cell": f"/officer/reports/look/winter_2023/cell/total.14/?{window}",
        "form_file": f"/officer/reports/look/winter_2023/file/xlsx/?{window}",
        **{f"report_{act}": f"{key}{act}/" for act in ("send", "accept", "return", "unlock")},
    }  # fmt: skip
    officer = officer_addresses(scene) | reports
    worker = {
        "home": "", "help": "help/", "language": "language/", "begin": "report/", "restart": "report/restart/", "save": "report/save/",
        "saved": "report/saved/", "resume": "report/resume/", "check": "report/check/", "send": "report/send/", "group_open": "report/group/",
        **{f"upload_{act}": f"report/file/{act}/" for act in ("start", "piece", "plain", "remove", "finish")},
        "ask": "report/employer/", "receipt": "receipt/", "joined": "g/joined/", "join": "g/abc/", "find": "progress/",
        "file": "progress/file/", "leave": "progress/leave/", "raise": "progress/raise/", "message": "progress/message/",
        "wages": "wages/", "wages_take": "wages/take/", "mine": "progress/mine/", "details": "progress/details/",
        "consent": "progress/consent/", "phone": "progress/phone/", "rate": "progress/rate/", "withdraw": "progress/withdraw/", "reopen": "progress/not-paid/",
        "papers": "progress/papers/", "papers_done": "progress/papers/done/", "paper": "progress/papers/worker_complaint/",
        "confirmed": "confirm/thanks/", "confirm": "confirm/abc/", "board": "site/abc/", "board_qr": "site/abc/qr.svg",
        "certificates": "certificates/", "decisions": "decisions/", "asked": "asked/", "asked_answer": "asked/answer/", "asked_thanks": "asked/thanks/", "decision": "decisions/999/",
    }  # fmt: skip
    employer = {
        "home": "", "language": "language/", "sign_in": "sign-in/", "sign_in_code": "sign-in/code/", "sign_out": "sign-out/",
        "clerks": "firms/999/clerks/", "clerk_end": "clerks/999/end/", "site": "sites/999/", "template": "sites/999/template/2023-12/",
        "upload": "sites/999/upload/", "board": "sites/999/board/", "board_pdf": "sites/999/board/pdf/", "board_photo": "sites/999/board/photo/",
        "sheet": "sheets/999/", "confirm": "sheets/999/confirm/", "drop": "sheets/999/drop/", "slips": "sheets/999/slips/",
        "slips_send": "sheets/999/slips/send/", "slips_signed": "sheets/999/slips/signed/", "slips_list": "sheets/999/slips/list/1/",
        "slip_paper": "sheets/999/slips/999/", "warnings": "warnings/", "warning": "warnings/999/", "warning_proof": "warnings/999/proof/999/",
        "slip": "slip/abc/", "papers": "papers/", "paper": "papers/999/", "paper_copy": "papers/999/copy/", "paper_proof": "papers/999/files/999/",
        "service": "service/", "self_check": "service/self-check/", "service_withdraw": "service/999/withdraw/", "service_advice": "service/999/advice/",
        "tokens": "firms/999/tokens/", "token_end": "tokens/999/end/", "filings": "filings/", "filing": "filings/999/", "filing_withdraw": "filings/999/withdraw/",
    }  # fmt: skip
    api = {
        "openapi-json": "openapi.json", "list_clues": "clues", "one_clue": f"clues/{clue}", "events": f"clues/{clue}/events",
        "register": "clues", "winter": f"reports/winter?{window}", "due_date": "due-date?term=insp.accept&start=2024-01-03&region=410721",
        "employer_sites": "employer/sites", "wages_handed_in": "employer/sites/999/wages/2023-12", "hand_in_wages": "employer/sites/999/wages/2023-12",
        "api-root": "", "delivery_report": "messages/reports", "listed": "credit/listed?name=某公司",
    }  # fmt: skip
    return {
        **{f"officer:{name}": path for name, path in officer.items()},
        **{f"worker:{name}": f"/{path}" for name, path in worker.items()},
        **{f"employer:{name}": f"/employer/{path}" for name, path in employer.items()},
        **{f"api-1.0.0:{name}": f"/api/v1/{path}" for name, path in api.items()},
        "leader:board": "/leader/", "leader:area": "/leader/area/410721/", "leader:behind": "/leader/area/410721/clues/",
        "leader:risk": "/leader/risk/", "leader:risk_of": "/leader/risk/410721/",
        "leader:screen": "/leader/screen/", "leader:screen_of": "/leader/screen/410721/",
        "healthz": "/healthz", "sign_in": "/sign-in/", "sign_in_code": "/sign-in/code/", "sign_out": "/sign-out/", "patterns:text_size": "/text-size/", "patterns:watermark": "/watermark.svg",
    }  # fmt: skip


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def official_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Everything that stands in the house's own tables, except the audit trail of looking."""
    own = (
        m
        for m in apps.get_models()
        if m.__module__.startswith("nuanxin.") and m._meta.app_label not in NO_OFFICIAL_ROWS
    )
    return {m._meta.label: sorted(m._default_manager.values_list(), key=str) for m in own}


@pytest.fixture
def clients(scene: Scene, enter: Any) -> dict[str, tuple[Client, dict[str, str]]]:
    """Each person's browser, and the header with which a system of theirs comes in."""
    unit = scene.people.owner.unit
    security = person("security", "卫安全", unit, "security_admin")
    more = {"system": person("system", "何系统", unit, "system_admin"), "security": security, "anonymous": None}
    made = {}
    for who in WHO:
        staff = more[who] if who in more else getattr(scene.people, who)
        header = {}
        if staff is not None:
            _, text = issue_token(
                account=staff,
                purpose="对接",
                scopes=list(Scope),
                valid_to=TODAY + timedelta(days=9),
                by=security,
                on=TODAY,
            )
            header = {"authorization": f"Bearer {text}"}
        made[who] = (enter(staff), header)
    return made


def test_every_address_stands_in_the_table(scene: Scene, report: Report) -> None:
    assert every_name() == sorted(table())
    assert every_name() == sorted(addresses(scene, report))


def test_role_matrix(scene: Scene, report: Report, clients: Any) -> None:
    asked, expected = addresses(scene, report), table()
    secrets = [scene.filed.number, scene.received.number, scene.filed.employer_said, scene.received.employer_said]
    secrets += [claim.worker.name for claim in Claim.objects.filter(clue=scene.filed).select_related("worker")]
    before = official_rows()
    wrong, told = [], []
    for who in WHO:
        client, header = clients[who]
        for name in sorted(asked, key=lambda name: (name == "sign_out", name)):
            response = client.get(asked[name], headers=header if name.startswith("api") else {})
            if response.status_code != expected.get(name, {}).get(who):
                wrong.append(f"{name},{who},{response.status_code}, expected {expected.get(name, {}).get(who)}")
            if who in OUTSIDERS:
                said = unquote(body(response)).replace(
                    asked[name], ""
                )  # what the visitor typed himself tells him nothing
                told += [f"{name} tells {who} {secret}" for secret in secrets if secret in said]
    assert told == []
    assert wrong == []
    changed = [label for label, rows in official_rows().items() if rows != before[label]]
    assert changed == []


def test_nobody_meets_a_fault_of_ours() -> None:
    assert [name for name, line in table().items() if any(status >= 500 for status in line.values())] == []


def test_no_outsider_comes_in_where_the_clue_stands() -> None:
    """Pages about the one clue, its case, money, visit and report are closed to every outsider."""
    about = (
        "clue",
        "clue_act",
        "reveal",
        "evidence_new",
        "case",
        "case_step",
        "claim_pay",
        "roster",
        "visit",
        "worker",
        "report",
        "report_cell",
        "report_file",
    )
    lines = table()
    assert [(n, w) for n in about for w in OUTSIDERS if lines[f"officer:{n}"][w] == 200] == []
