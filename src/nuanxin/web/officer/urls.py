"""Addresses of the officer's door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from nuanxin.web.officer import desk, door, helping, inbox, phrases, search
from nuanxin.web.officer.account import page as account_page
from nuanxin.web.officer.account import password, second_factor
from nuanxin.web.officer.cases import endings, money, paper_making, recordings, roster, steps
from nuanxin.web.officer.cases import ledger as case_ledger
from nuanxin.web.officer.cases import page as case_page
from nuanxin.web.officer.clues import evidence, handover, reassigning, reception, reception_roster, transfers
from nuanxin.web.officer.clues import ledger as clue_ledger
from nuanxin.web.officer.clues import page as clue_page
from nuanxin.web.officer.clues.counter import entering as counter
from nuanxin.web.officer.confidential import crime_leads
from nuanxin.web.officer.duplicates import queue
from nuanxin.web.officer.inspection import visits
from nuanxin.web.officer.ledger import exports, headings, routing, sheets
from nuanxin.web.officer.office import audit, boundaries, registers, resets, retention
from nuanxin.web.officer.office import people as office
from nuanxin.web.officer.papers import page as papers
from nuanxin.web.officer.papers import seals
from nuanxin.web.officer.people import board, held, joining, lists, pages, parties

app_name = door.DOOR.key
_CLUE = "clues/<str:number>/"
_CLAIM = f"{_CLUE}claims/<int:claim>/"
_PARTY = "parties/<str:kind>/<int:number>/"
_CASE = "cases/<int:number>/"
_LEAD = "crime-leads/<int:number>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.desk, name="desk"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.inbox_read, name="inbox_read"),
    path("inbox/<int:number>/", inbox.message, name="message"),
    path("search/", search.search, name="search"),
    path("reception/", reception.reception, name="reception"),
    path("reception/roster/", reception_roster.reception_roster, name="reception_roster"),
    path("reception/roster/plan/", reception_roster.reception_plan, name="reception_plan"),
    path("reception/roster/<int:number>/", reception_roster.reception_turn, name="reception_turn"),
    path("texts/", phrases.standard_texts, name="standard_texts"),
    path("texts/new/", phrases.standard_text_new, name="standard_text_new"),
    path("texts/<int:number>/end/", phrases.standard_text_end, name="standard_text_end"),
    path("helping/", helping.helping, name="helping"),
    path("transfers/", transfers.transfers, name="transfers"),
    path("clues/", clue_ledger.clues, name="clues"),
    path("clues/new/", counter.clue_new, name="clue_new"),
    path("clues/reassign/", reassigning.clues_reassign, name="clues_reassign"),
    path("clues/reassign/<int:number>/", reassigning.reassignment, name="reassignment"),
    path("clues/reassign/<int:number>/undo/", reassigning.reassignment_undo, name="reassignment_undo"),
    path("clues/candidates/", counter.clue_candidates, name="clue_candidates"),
    path(_CLUE, clue_page.clue, name="clue"),
    path(f"{_CLUE}acts/<str:key>/", clue_page.clue_act, name="clue_act"),
    path(f"{_CLUE}check/<str:use>/", clue_page.reply_check, name="reply_check"),
    path(f"{_CLUE}export/", handover.clue_export, name="clue_export"),
    path(f"{_CLUE}reporter/", clue_page.reveal, name="reveal"),
    path(f"{_CLUE}evidence/", evidence.evidence_new, name="evidence_new"),
    path(f"{_CLUE}evidence/<int:row>/", evidence.evidence, name="evidence"),
    path(f"{_CLUE}claims/new/", money.claim_new, name="claim_new"),
    path(f"{_CLUE}claims/roster/", roster.roster, name="roster"),
    path(f"{_CLUE}claims/roster/template/", roster.roster_template, name="roster_template"),
    path(f"{_CLUE}claims/export/", roster.roster_export, name="roster_export"),
    path(f"{_CLAIM}verify/", money.claim_verify, name="claim_verify"),
    path(f"{_CLAIM}pay/", money.claim_pay, name="claim_pay"),
    path(f"{_CLAIM}confirm/", money.claim_confirm, name="claim_confirm"),
    path(f"{_CLAIM}withdraw/", money.claim_withdraw, name="claim_withdraw"),
    path(f"{_CLAIM}payments/<int:payment>/withdraw/", money.payment_withdraw, name="payment_withdraw"),
    path("cases/", case_ledger.cases, name="cases"),
    path(_CASE, case_page.case, name="case"),
    path(f"{_CASE}steps/<str:key>/", steps.case_step, name="case_step"),
    path(f"{_CASE}recordings/", recordings.case_recordings, name="case_recordings"),
    path(f"{_CASE}strike/<int:row>/", steps.case_strike, name="case_strike"),
    path(f"{_CASE}services/<int:row>/correct/", steps.case_service_correct, name="case_service_correct"),
    path(f"{_CASE}file.pdf", paper_making.case_file, name="case_file"),
    path(f"{_CASE}papers/<slug:kind>/", paper_making.case_paper, name="case_paper"),
    path(f"{_CASE}papers/<int:paper>/void/", paper_making.case_paper_void, name="case_paper_void"),
    path(f"{_CASE}agreement/", endings.case_agreement, name="case_agreement"),
    path(f"{_CASE}instalments/<int:part>/", endings.instalment_paid, name="instalment_paid"),
    path(f"{_CASE}officers/", endings.case_officers, name="case_officers"),
    path(f"{_CASE}ask/", endings.case_ask, name="case_ask"),
    path(f"{_CASE}close/", endings.case_close, name="case_close"),
    path(f"{_CASE}withdraw/", endings.case_withdraw, name="case_withdraw"),
    path(f"{_CASE}crime-lead/", crime_leads.crime_lead_new, name="crime_lead_new"),
    path("crime-leads/", crime_leads.crime_leads, name="crime_leads"),
    path(_LEAD, crime_leads.crime_lead, name="crime_lead"),
    path(f"{_LEAD}officer/", crime_leads.crime_lead_officer, name="crime_lead_officer"),
    path(f"{_LEAD}entries/<str:kind>/", crime_leads.crime_lead_entry, name="crime_lead_entry"),
    path(f"{_LEAD}entries/<int:row>/strike/", crime_leads.crime_lead_strike, name="crime_lead_strike"),
    path("papers/<int:number>/", papers.paper, name="paper"),
    path("papers/<int:number>/serve/", papers.paper_serve, name="paper_serve"),
    path("papers/<int:number>/announce/", papers.paper_announce, name="paper_announce"),
    path("papers/<int:number>/services/<int:service>/confirm/", papers.service_confirm, name="service_confirm"),
    path("papers/<int:number>/services/<int:service>/void/", papers.service_void, name="service_void"),
    path("papers/<int:number>/services/<int:service>/receipt.pdf", seals.service_receipt, name="service_receipt"),
    path("papers/<int:number>/seal/", seals.paper_seal, name="paper_seal"),
    path("papers/<int:number>/scan/", seals.paper_scan, name="paper_scan"),
    path("papers/<int:number>/sealed/<int:copy>/", seals.paper_sealed, name="paper_sealed"),
    path("papers/<int:number>/copy.<str:kind>", papers.paper_copy, name="paper_copy"),
    path("visits/", visits.visits, name="visits"),
    path("visits/new/", visits.visit_new, name="visit_new"),
    path("visits/<int:number>/", visits.visit, name="visit"),
    path("visits/<int:number>/rectified/", visits.visit_rectified, name="visit_rectified"),
    path("visits/<int:number>/clue/", visits.visit_clue, name="visit_clue"),
    path("duplicates/", queue.duplicates, name="duplicates"),
    path("duplicates/<int:number>/", queue.duplicate_decide, name="duplicate_decide"),
    path("duplicates/<int:number>/undo/", queue.duplicate_undo, name="duplicate_undo"),
    path("parties/", parties.parties, name="parties"),
    path("parties/merges/<int:number>/undo/", parties.party_part, name="party_part"),
    path(f"{_PARTY}alias/", parties.party_alias, name="party_alias"),
    path(f"{_PARTY}alias/<int:row>/withdraw/", parties.party_alias_withdraw, name="party_alias_withdraw"),
    path(f"{_PARTY}rename/", parties.party_rename, name="party_rename"),
    path(f"{_PARTY}merge/", joining.party_merge, name="party_merge"),
    path("employers/", lists.employers, name="employers"),
    path("employers/<int:number>/", pages.employer, name="employer"),
    path("projects/", lists.projects, name="projects"),
    path("projects/<int:number>/", pages.project, name="project"),
    path("projects/<int:number>/board/", board.board, name="board"),
    path("projects/<int:number>/stickers/", board.stickers, name="stickers"),
    path("projects/<int:number>/board/<int:paper>/", board.board_pdf, name="board_pdf"),
    path("workers/<int:number>/", pages.worker, name="worker"),
    path("workers/<int:number>/held/", held.worker_held, name="worker_held"),
    path("import/", sheets.import_page, name="import"),
    path("import/headings/<str:token>/", headings.import_headings, name="import_headings"),
    path("import/template/", sheets.import_template, name="import_template"),
    path("import/errors/<str:token>/", sheets.import_errors, name="import_errors"),
    path("export/", exports.export_page, name="export"),
    path("export/<int:number>/decide/", exports.export_decide, name="export_decide"),
    path("export/<int:number>/file/", exports.export_file, name="export_file"),
    path("routing/", routing.routing, name="routing"),
    path("routing/current.csv", routing.routing_csv, name="routing_csv"),
    path("routing/new/", routing.routing_new, name="routing_new"),
    path("routing/<int:number>/", routing.routing_table, name="routing_table"),
    path("routing/<int:number>/table.csv", routing.routing_csv, name="routing_csv"),
    path("routing/<int:number>/try/", routing.routing_try, name="routing_try"),
    path("routing/<int:number>/switch/", routing.routing_switch, name="routing_switch"),
    path("reports/", include("nuanxin.web.officer.reports.urls")),
    path("", include("nuanxin.web.officer.desks.urls")),
    path("", include("nuanxin.web.officer.mediation.urls")),
    path("", include("nuanxin.web.officer.arbitration.urls")),
    path("", include("nuanxin.web.officer.legal_aid.urls")),
    path("", include("nuanxin.web.officer.justice.urls")),
    path("", include("nuanxin.web.officer.credit.urls")),
    path("", include("nuanxin.web.officer.relief.urls")),
    path("", include("nuanxin.web.officer.advice.urls")),
    path("", include("nuanxin.web.officer.keeping.urls")),
    path("units/", office.units, name="units"),
    path("units/new/", office.unit_new, name="unit_new"),
    path("units/<int:number>/", office.unit, name="unit"),
    path("staff/", office.staff, name="staff"),
    path("staff/new/", office.staff_new, name="staff_new"),
    path("staff/<int:number>/", office.staff_member, name="staff_member"),
    path("staff/<int:number>/active/", office.staff_active, name="staff_active"),
    path("staff/<int:number>/posts/new/", office.post_new, name="post_new"),
    path("staff/<int:number>/posts/<int:post>/end/", office.post_end, name="post_end"),
    path("approvals/", office.approvals, name="approvals"),
    path("approvals/<int:number>/", office.approve, name="approve"),
    path("calendar/", registers.calendar, name="calendar"),
    path("calendar/new/", registers.calendar_new, name="calendar_new"),
    path("retention/", retention.retention, name="retention"),
    path("boundaries/", boundaries.boundaries, name="boundaries"),
    path("boundaries/new/", boundaries.boundary_new, name="boundary_new"),
    path("settings/", registers.settings, name="settings"),
    path("settings/new/", registers.setting_new, name="setting_new"),
    path("staff/<int:number>/reset/<str:kind>/", resets.staff_reset, name="staff_reset"),
    path("account/", account_page.account, name="account"),
    path("account/alive/", account_page.alive, name="alive"),
    path("account/password/", password.password, name="password"),
    path("account/second-factor/", second_factor.second_factor, name="second_factor"),
    path("account/recovery-codes/", second_factor.recovery_codes, name="recovery_codes"),
    path("audit/", audit.audit, name="audit"),
    path("audit/check/", audit.audit_check, name="audit_check"),
]
