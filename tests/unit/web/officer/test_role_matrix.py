"""Every address of the officer's door × who tries it. The table is what an official can read: 200 in, 403 no right, 404 out of sight."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver

from nuanxin.foundation.common.occasion import now
from nuanxin.foundation.notifications.adapters.in_site import InSite
from nuanxin.foundation.notifications.inbox import inbox_of
from nuanxin.foundation.notifications.send import deliver_due
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.intake.models import Claim
from nuanxin.watch.inspection.draw.running import DrawFacts, lock_lists
from nuanxin.watch.inspection.findings.clearing import OrderFacts, order_rectification
from nuanxin.watch.inspection.grid.assigning import assign
from nuanxin.watch.inspection.helping.serving import Booking, book_service
from nuanxin.watch.inspection.helping.training import CourseFacts, hold_course, record_training
from nuanxin.watch.inspection.plans.arranging import SpecialFacts, begin_special
from tests.conftest import TODAY, person
from tests.journeys.scene import Scene

pytestmark = pytest.mark.django_db

WHO = ("owner", "colleague", "head", "superior", "stranger", "housing", "leader", "auditor", "system", "nobody")
LOGIN = 302
# 405-like visits by address to what is only a button answer 404 ("only from the page's button").
TABLE = """
name                  owner colleague head superior stranger housing leader auditor system nobody
desk                  200   200       200  200      200      200     200    200     200    302
inbox                 200   200       200  200      200      200     200    200     200    302
inbox_read            404   404       404  404      404      404     404    404     404    302
message               200   404       404  404      404      404     404    404     404    302
search                200   200       200  200      200      200     200    403     403    302
clues                 200   200       200  200      200      200     200    403     403    302
clues_reassign        403   403       200  200      403      403     403    403     403    302
reassignment          403   403       404  404      403      403     403    403     403    302
reassignment_undo     403   403       404  404      403      403     403    403     403    302
clue_new              200   200       200  200      200      403     403    403     403    302
clue_candidates       404   404       404  404      404      403     403    403     403    302
helping               200   200       200  200      200      200     403    403     403    302
standard_texts        200   200       200  200      200      200     403    403     200    302
standard_text_new     403   403       200  200      403      403     403    403     200    302
standard_text_end     403   403       404  404      403      403     403    403     404    302
reply_check           404   404       404  404      404      404     403    403     403    302
transfers             200   200       200  200      200      200     200    403     403    302
reception             200   200       200  200      200      403     403    403     403    302
reception_roster      200   200       200  200      200      200     200    403     403    302
reception_plan        403   403       200  200      403      403     200    403     403    302
reception_turn        403   403       404  404      403      403     404    403     403    302
clue                  200   200       200  200      404      404     200    403     403    302
clue_act              200   200       200  409      404      404     409    403     403    302
reveal                200   403       200  403      404      404     403    403     403    302
evidence_new          200   200       200  403      404      404     403    403     403    302
evidence              404   404       404  404      404      404     404    403     403    302
claim_new             200   200       200  403      404      404     403    403     403    302
roster                200   200       200  403      404      404     403    403     403    302
roster_template       200   200       200  403      404      404     403    403     403    302
roster_export         200   200       200  403      404      404     403    403     403    302
claim_verify          200   200       200  403      404      404     403    403     403    302
claim_pay             200   200       200  403      404      404     403    403     403    302
claim_confirm         200   200       200  403      404      404     403    403     403    302
claim_withdraw        200   200       200  403      404      404     403    403     403    302
payment_withdraw      404   404       404  403      404      404     403    403     403    302
cases                 200   200       200  200      200      200     200    403     403    302
case                  200   200       200  200      404      404     200    403     403    302
case_step             200   200       200  403      404      404     403    403     403    302
case_recordings       200   200       200  200      404      404     200    403     403    302
crime_lead_new        200   200       200  403      404      403     403    403     403    302
crime_leads           200   200       200  200      200      403     200    403     403    302
crime_lead            404   404       404  404      404      403     404    403     403    302
crime_lead_entry      404   404       404  404      404      403     404    403     403    302
crime_lead_officer    404   404       404  404      404      403     404    403     403    302
crime_lead_strike     404   404       404  404      404      403     404    403     403    302
case_strike           200   200       200  403      404      404     403    403     403    302
case_file             200   200       200  403      404      404     403    403     403    302
case_paper            200   200       200  403      404      404     403    403     403    302
case_paper_void       404   404       404  404      404      404     404    403     403    302
case_agreement        200   200       200  403      404      404     403    403     403    302
instalment_paid       404   404       404  404      404      404     403    403     403    302
case_close            200   200       200  403      404      404     403    403     403    302
case_officers         403   403       200  403      403      403     403    403     403    302
case_ask              404   404       404  404      404      404     403    403     403    302
case_withdraw         403   403       200  403      403      403     403    403     403    302
case_service_correct  404   404       404  404      404      404     404    403     403    302
paper_announce        404   404       404  404      404      404     404    403     403    302
service_confirm       404   404       404  404      404      404     404    403     403    302
service_void          404   404       404  404      404      404     404    403     403    302
paper                 404   404       404  404      404      404     404    403     403    302
paper_serve           404   404       404  404      404      404     403    403     403    302
paper_seal            404   404       404  404      404      404     404    403     403    302
paper_scan            404   404       404  404      404      404     404    403     403    302
paper_sealed          404   404       404  404      404      404     404    403     403    302
service_receipt       404   404       404  404      404      404     404    403     403    302
paper_copy            404   404       404  404      404      404     404    403     403    302
visits                200   200       200  200      200      403     403    403     403    302
visit_new             200   200       200  200      200      403     403    403     403    302
visit                 200   200       200  200      404      403     403    403     403    302
visit_rectified       200   200       200  200      404      403     403    403     403    302
visit_clue            404   404       404  404      404      403     403    403     403    302
duplicates            200   200       200  200      200      403     403    403     403    302
duplicate_decide      404   404       404  404      404      403     403    403     403    302
duplicate_undo        404   404       404  404      404      403     403    403     403    302
parties               200   200       200  200      200      200     200    403     403    302
party_part            404   404       404  404      404      403     403    403     403    302
party_alias           200   200       200  200      404      403     403    403     403    302
party_alias_withdraw  404   404       404  404      404      403     403    403     403    302
party_rename          200   200       200  200      404      403     403    403     403    302
party_merge           200   200       200  200      404      403     403    403     403    302
employers             200   200       200  200      200      200     200    403     403    302
employer              200   200       200  200      404      200     200    403     403    302
projects              200   200       200  200      200      200     200    403     403    302
project               200   200       200  200      404      200     200    403     403    302
board                 200   200       200  200      404      200     403    403     403    302
board_pdf             404   404       404  404      404      404     404    403     403    302
worker                200   200       200  200      404      404     200    403     403    302
clue_export           200   403       200  403      404      404     403    403     403    302
stickers              409   409       409  409      404      409     403    403     403    302
worker_held           200   404       200  404      404      404     403    403     403    302
import                200   200       200  200      200      403     403    403     403    302
import_template       200   200       200  200      200      403     403    403     403    302
import_errors         404   404       404  404      404      403     403    403     403    302
import_headings       404   404       404  404      404      403     403    403     403    302
export                200   200       200  200      200      403     403    403     403    302
export_decide         403   403       404  404      403      403     403    403     403    302
export_file           404   404       404  404      404      403     403    403     403    302
routing               403   403       200  200      403      403     403    403     403    302
routing_csv           403   403       200  200      403      403     403    403     403    302
routing_new           403   403       200  200      403      403     403    403     403    302
routing_table         403   403       404  404      403      403     403    403     403    302
routing_try           403   403       404  404      403      403     403    403     403    302
routing_switch        403   403       404  404      403      403     403    403     403    302
units                 403   403       403  403      403      403     403    403     200    302
unit_new              403   403       403  403      403      403     403    403     200    302
unit                  403   403       403  403      403      403     403    403     200    302
staff                 403   403       403  403      403      403     403    403     200    302
staff_new             403   403       403  403      403      403     403    403     200    302
staff_member          403   403       403  403      403      403     403    403     200    302
staff_active          403   403       403  403      403      403     403    403     200    302
post_new              403   403       403  403      403      403     403    403     200    302
post_end              403   403       403  403      403      403     403    403     200    302
approvals             403   403       403  403      403      403     403    403     403    302
approve               403   403       403  403      403      403     403    403     403    302
calendar              403   403       403  403      403      403     403    403     200    302
calendar_new          403   403       403  403      403      403     403    403     200    302
retention             200   200       200  200      200      200     403    403     403    302
boundaries            403   403       403  403      403      403     403    403     200    302
boundary_new          403   403       403  403      403      403     403    403     200    302
settings              403   403       403  403      403      403     403    403     200    302
setting_new           403   403       403  403      403      403     403    403     200    302
staff_reset           403   403   403   403   403   403   403   403   403   302
account               200   200   200   200   200   200   200   200   200   302
alive                 204   204   204   204   204   204   204   204   204   302
password              200   200   200   200   200   200   200   200   200   302
second_factor         200   200   200   200   200   200   200   200   200   302
recovery_codes        404   404   404   404   404   404   404   404   404   302
audit                 403   403       403  403      403      403     403    200     403    302
audit_check           403   403       403  403      403      403     403    404     403    302
"""


def table() -> dict[str, dict[str, int]]:
    head, *lines = [line.split() for line in TABLE.strip().splitlines()]
    assert tuple(head[1:]) == WHO
    return {line[0]: dict(zip(WHO, map(int, line[1:]), strict=True)) for line in lines}


def addresses(scene: Scene) -> dict[str, str]:
    clue, case = scene.filed.number, scene.case.pk
    claim = Claim.objects.filter(clue=scene.filed).order_by("pk").last()
    assert claim is not None
    step = CaseStep.objects.filter(case=scene.case, step="evidence").get()
    owner = scene.people.owner
    shapes = {
        "helping": "helping/", "standard_texts": "texts/", "standard_text_new": "texts/new/",
        "standard_text_end": "texts/999/end/", "reply_check": f"clues/{clue}/check/close/", "inbox": "inbox/", "inbox_read": "inbox/read/", "message": f"inbox/{a_message(owner, scene.filed)}/",
        "merging": "inbox/merging/", "calls": "calls/", "call": "calls/999/", "call_number": "calls/999/number/",
        **{name: f"messages/{a_message(owner, scene.filed)}/{end}" for name, end in (("sent_message", ""), ("message_proof", "proof.pdf"))},
        "clues_reassign": "clues/reassign/", "reassignment": "clues/reassign/999/", "reassignment_undo": "clues/reassign/999/undo/",
        "search": "search/", "desk": "", "clues": "clues/", "clue_new": "clues/new/", "clue_candidates": "clues/candidates/",
        "reception": "reception/", "reception_roster": "reception/roster/", "reception_plan": "reception/roster/plan/", "reception_turn": "reception/roster/999/", "transfers": "transfers/", "clue": f"clues/{clue}/", "clue_act": f"clues/{scene.received.number}/acts/accept/",
        "reveal": f"clues/{clue}/reporter/", "evidence_new": f"clues/{clue}/evidence/", "evidence": f"clues/{clue}/evidence/999/",
        "clue_advice": f"clues/{clue}/advice/",
        "claim_new": f"clues/{clue}/claims/new/", "roster": f"clues/{clue}/claims/roster/",
        "roster_template": f"clues/{clue}/claims/roster/template/", "roster_export": f"clues/{clue}/claims/export/",
        **{f"claim_{do}": f"clues/{clue}/claims/{claim.pk}/{do}/" for do in ("verify", "pay", "confirm", "withdraw")},
        "payment_withdraw": f"clues/{clue}/claims/{claim.pk}/payments/999/withdraw/",
        "cases": "cases/", "case": f"cases/{case}/", "case_step": f"cases/{case}/steps/order/",
        "case_recordings": f"cases/{case}/recordings/", "crime_lead_new": f"cases/{case}/crime-lead/", "crime_leads": "crime-leads/",
        "crime_lead": "crime-leads/999/", **{f"crime_lead_{do}": f"crime-leads/999/{path}/" for do, path in (("entry", "entries/handed"), ("officer", "officer"), ("strike", "entries/1/strike"))},
        "legs": "legs/", "clue_legs": f"clues/{clue}/legs/", "enforcement": "enforcement/", "recovered_new": f"cases/{case}/recovered/",
        "recovered_withdraw": f"cases/{case}/recovered/999/withdraw/", "petitions": "petitions/", "petition_counts": "petitions/counts/",
        "letters": "letters/", "letter_new": f"clues/{clue}/letters/new/", "letter": "letters/999/", "letter_receive": "letters/999/receive/",
        "letter_answer": "letters/999/reply/", "emergency_plans": "emergency-plans/", "emergency_plan_new": "emergency-plans/new/",
        "emergency_plan": "emergency-plans/999/", "incidents": "incidents/", "incident_new": "incidents/new/", "incident": "incidents/999/",
        "incident_step": "incidents/999/steps/1/", "incident_level": "incidents/999/level/", "incident_close": "incidents/999/close/",
        "incident_report": "incidents/999/report.pdf",
        "case_strike": f"cases/{case}/strike/{step.pk}/", "case_agreement": f"cases/{case}/agreement/",
        "case_file": f"cases/{case}/file.pdf", "case_paper": f"cases/{case}/papers/filing_approval/", "case_paper_void": f"cases/{case}/papers/999999/void/",
        "instalment_paid": f"cases/{case}/instalments/999/", "case_close": f"cases/{case}/close/",
        "case_officers": f"cases/{case}/officers/", "files": "files/", "file_doors": f"clues/{clue}/doors/",
        "case_mediator": f"cases/{case}/mediator/", "mediation_organisations": "mediation-organisations/",
        "mediation_organisation_new": "mediation-organisations/new/", "mediation_organisation_end": "mediation-organisations/999/end/",
        "mediators": "mediators/", "mediator_new": "mediators/new/", "mediator_end": "mediators/999/end/",
        "regular_checks": "regular-checks/", "regular_check_new": "regular-checks/new/", "regular_check": "regular-checks/999/",
        "regular_check_mediate": "regular-checks/999/mediate/", "regular_check_withdraw": "regular-checks/999/withdraw/",
        "notary_list": "notary-list/",
        **{f"aid_{name}": f"aid/{path}" for name, path in (
            ("today", ""), ("minutes", "minutes/"), ("lawyers", "lawyers/"), ("lawyer_new", "lawyers/new/"), ("lawyer", "lawyers/999/"),
            ("stations", "stations/"), ("station_new", "stations/new/"), ("station", "stations/999/"),
            ("rota", "rota/"), ("rota_make", "rota/make/"), ("turn", "rota/999/"),
            ("advices", "advice/"), ("advice_new", "advice/new/"), ("advice", "advice/999/"), ("advice_clue", "advice/999/clue/"),
        )},
        **{f"aid_{do}": f"cases/{case}/{do}/" for do in ("assign", "replace", "share")},
        "worker_papers": f"clues/{clue}/papers/", "worker_papers_done": f"clues/{clue}/papers/done/",
        "worker_paper": f"clues/{clue}/papers/worker_complaint/",
        "file_new": f"clues/{clue}/doors/none/", "file_officer": f"cases/{case}/desk-officer/", "case_ask": f"cases/{case}/ask/", "case_withdraw": f"cases/{case}/withdraw/", "paper": "papers/999999/", "case_service_correct": f"cases/{case}/services/{step.pk}/correct/",
        "hearings": "hearings/", "hearing_rooms": "hearings/rooms/", "hearing_room_new": "hearings/rooms/new/",
        "hearing_room_close": "hearings/rooms/1/close/", "hearing_new": f"cases/{case}/hearing/",
        "arbitration_papers_in": f"cases/{case}/papers-in/", "arbitration_paper_in": f"cases/{case}/papers-in/1/",
        "arbitration_joint": f"cases/{case}/joint/", "arbitration_elements": f"cases/{case}/elements/1/",
        "arbitration_admit": f"cases/{case}/elements/1/admit/", "arbitration_answers": f"cases/{case}/elements/1/worker/",
        "paper_announce": "papers/999999/announce/", "service_confirm": "papers/999999/services/1/confirm/",
        "service_void": "papers/999999/services/1/void/", "paper_serve": "papers/999999/serve/",
        "paper_seal": "papers/999999/seal/", "paper_scan": "papers/999999/scan/", "paper_sealed": "papers/999999/sealed/1/",
        "service_receipt": "papers/999999/services/1/receipt.pdf",
        "paper_copy": "papers/999999/copy.pdf", "visits": "visits/", "visit_new": "visits/new/",
        "visit": f"visits/{scene.visit.pk}/", "visit_rectified": f"visits/{scene.visit.pk}/rectified/",
        "visit_clue": f"visits/{scene.visit.pk}/clue/", "duplicates": "duplicates/",
        "duplicate_decide": f"duplicates/{scene.pair.pk}/", "duplicate_undo": f"duplicates/{scene.pair.pk}/undo/",
        "parties": "parties/", "party_part": "parties/merges/999/undo/",
        **{f"party_{do}": f"parties/employer/{scene.filed.employer_id}/{do}/" for do in ("alias", "rename", "merge")},
        "party_alias_withdraw": f"parties/employer/{scene.filed.employer_id}/alias/999/withdraw/",
        "employers": "employers/", "employer": f"employers/{scene.filed.employer_id}/", "employer_account": f"employers/{scene.filed.employer_id}/account/",
        "employer_account_open": f"employers/{scene.filed.employer_id}/account/open/", "employer_account_close": f"employers/{scene.filed.employer_id}/account/close/",
        "paper_replies": f"cases/{case}/replies/", "paper_reply_file": f"cases/{case}/replies/files/999/",
        "more_time": f"cases/{case}/replies/999/more-time/", "service_wishes": "service-wishes/",
        "project_filings": "project-filings/", "project_filing": "project-filings/999/", "project_filing_return": "project-filings/999/return/",
        "service_wish_book": "service-wishes/999/", "service_wish_decline": "service-wishes/999/decline/",
        "posted_board": "projects/999/board/photo/", "warning_proof": "warnings/replies/999/proof/", "projects": "projects/",
        "project": f"projects/{scene.filed.project_id}/", "board": f"projects/{scene.filed.project_id}/board/",
        "board_pdf": f"projects/{scene.filed.project_id}/board/999/", "worker": f"workers/{claim.worker_id}/",
        "clue_export": f"clues/{scene.filed.number}/export/", "stickers": f"projects/{scene.filed.project_id}/stickers/", "worker_held": f"workers/{claim.worker_id}/held/",
        "import": "import/", "import_template": "import/template/", "import_errors": "import/errors/abc/", "import_headings": "import/headings/abc/", "export": "export/", "export_decide": "export/999/decide/", "export_file": "export/999/file/",
        "routing": "routing/", "routing_csv": "routing/current.csv", "routing_new": "routing/new/",
        "routing_table": "routing/999/", "routing_try": "routing/999/try/", "routing_switch": "routing/999/switch/",
        "units": "units/", "unit_new": "units/new/", "unit": f"units/{owner.unit_id}/", "staff": "staff/", "staff_new": "staff/new/",
        "staff_member": f"staff/{owner.pk}/", "staff_active": f"staff/{owner.pk}/active/",
        "post_new": f"staff/{owner.pk}/posts/new/", "post_end": f"staff/{owner.pk}/posts/{owner.posts.get().pk}/end/",
        "approvals": "approvals/", "approve": "approvals/999/", "calendar": "calendar/", "calendar_new": "calendar/new/",
        "staff_reset": f"staff/{owner.pk}/reset/password/",
        **{name: f"account/{path}" for name, path in (
            ("account", ""), ("alive", "alive/"), ("password", "password/"), ("second_factor", "second-factor/"), ("recovery_codes", "recovery-codes/"),
        )},
        "credit_list": "credit/", "credit_candidates": "credit/candidates/", "credit_propose": f"credit/candidates/{clue}/",
        "listing_tell": f"credit/files/{case}/tell/", "credit_removals": "credit/removals/", "credit_consumers": "credit/consumers/", "credit_consumer_new": "credit/consumers/new/",
        "disclosures": "credit/disclosures/", "disclosure": "credit/disclosures/999/",
        **{f"disclosure_{do}": f"credit/disclosures/999/{do}/" for do in ("draft", "publish", "withdraw", "withhold", "decide")},
        "credit_hand_over": "credit/consumers/hand-over/", "batches": "credit/batches/", "batch_new": "credit/batches/new/", "batch": "credit/batches/999/",
        "batch_entry_new": f"credit/batches/999/enter/{clue}/", "batch_publish": "credit/batches/999/publish/", "batch_file": "credit/batches/999/notice.csv",
        **{f"batch_entry_{do}": f"credit/batches/999/entries/999/{do}/" for do in ("correct", "withdraw")}, "batch_objection_new": "credit/batches/999/entries/999/object/",
        "batch_objection_review": "credit/batches/999/objections/999/", "selections": "credit/selections/", "selection_new": "credit/selections/new/",
        "selection": "credit/selections/999/", "candidate_new": "credit/selections/999/enter/", "candidate_check": "credit/selections/999/candidates/999/check/",
        "candidate_award": "credit/selections/999/candidates/999/award/", "candidate_take_back": "credit/selections/999/candidates/999/take-back/", "grades": "credit/grades/",
        **{f"employer_{do}": f"employers/{scene.filed.employer_id}/{do}/" for do in ("grade", "finding")},
        "deposits": "deposits/", "deposit_new": "deposits/new/", "deposit_sweep": "deposits/sweep/", "guarantees": "guarantees/",
        "deposit": "deposits/999/", "deposit_entry": "deposits/999/entries/1/withdraw/", "deposit_paper": "deposits/999/papers/1/copy.pdf",
        "deposit_act": "deposits/999/acts/assess/", "drawdown": "drawdowns/999/", "drawdown_act": "drawdowns/999/acts/topup/",
        "drawdown_line": "drawdowns/999/lines/1/paid/", "funds": "funds/", "fund_new": "funds/new/", "fund": "funds/999/",
        "fund_allocate": "funds/999/allocate/", "fund_allocation": "funds/999/allocations/1/withdraw/", "advance": "advances/999/",
        "advance_act": "advances/999/acts/decide/", "advance_line": "advances/999/lines/1/paid/", "advance_new": f"clues/{clue}/advance/",
        "sources": f"clues/{clue}/sources/", "source_tried": f"clues/{clue}/sources/owner/", "hardship_refer": f"clues/{clue}/hardship/",
        "double_payments": "double-payments/",
        "firm_plans": "firm-plans/", "firm_plan_new": "firm-plans/new/", "firm_measures_late": "firm-plans/late/", "firm_plan": "firm-plans/999/",
        "firm_plan_act": "firm-plans/999/acts/note/", "firm_measure_new": "firm-plans/999/parts/1/pay_first/",
        "firm_measure": "firm-plans/999/measures/1/done/", "relief_policies": "relief-policies/",
        "relief_policy_new": "relief-policies/new/", "relief_policy_withdraw": "relief-policies/999/withdraw/",
        "destructions": "destructions/", "destruction_new": "destructions/new/", "destruction": "destructions/999/",
        "destruction_paper": "destructions/999/paper.pdf", "destruction_act": "destructions/999/acts/decide/",
        "warnings": "warnings/", "warning": "warnings/999/", "warning_act": "warnings/999/acts/tell/", "warning_clue": "warnings/999/clue/",
        "employer_risks": "employer-risks/", "rule_sets": "warning-rules/", "rule_set_new": "warning-rules/new/", "rule_set": "warning-rules/999/", "rule_set_again": "warning-rules/999/again/",
        "rule_change": "warning-rules/999/rules/wages_overdue/",
        **{f"rule_{do}": f"warning-rules/999/{do}/" for do in ("test", "switch", "end")},
        "project_chain": "watched-projects/999/firms/", "chain_firm": "watched-projects/999/firms/1/money/", "referral_new": "watched-projects/999/firms/1/referral/",
        **{f"chain_{name}": f"watched-projects/999/firms/{path}/" for name, path in (("firm_new", "new"), ("sheet", "sheet"), ("funding", "funding"))},
        "subcontract_referrals": "subcontract-referrals/", "referral_step": "subcontract-referrals/999/answer/",
        "area_funding": "project-funding/", "area_funding_of": "project-funding/410721/",
        "system_shares": "system-shares/", "system_shares_of": "system-shares/410721/", "system_share": "system-shares/410721/deposit/",
        "wage_accounts": "wage-accounts/", "wage_account": "watched-projects/999/account/",
        "outside_signals": "outside-signals/", "outside_take": "outside-signals/take/", "outside_template": "outside-signals/template.csv",
        "watched_projects": "watched-projects/", "watched_project": "watched-projects/999/",
        "watched_system": "watched-projects/999/systems/deposit/", "project_wages": "watched-projects/999/wages/",
        "project_month": "watched-projects/999/wages/2023-12/",
        "accuracy": "warning-accuracy/", "accuracy_claims": "warning-accuracy/claims/", "pay_forecast": "pay-forecast/",
        "ask_rounds": "wage-asking/", "ask_round_new": "wage-asking/new/", "ask_round": "wage-asking/999/",
        "ask_round_money": "wage-asking/999/money/",
        "asked_answer": "wage-asking/999/workers/1/", "asked_call": "wage-asking/999/workers/1/call/",
        "told": "told/", "told_new": "told/new/", "text_reader": "clues/reader/", "urgent_seen": "urgent/999/seen/",
        "notices": "notices/", "notice_take": "notices/take/", "notice_reader": "notices/reader/", "notice": "notices/999/",
        **{f"notice_{do}": f"notices/999/{do}/" for do in ("original", "confirm")}, "notice_plan": "notices/999/plan.json",
        "notice_entry": "notices/999/own/tasks/0/", "notice_entry_add": "notices/999/own/tasks/add/",
        "notice_entry_drop": "notices/999/own/tasks/0/drop/",
        "bulletins": "bulletins/", "bulletin_new": "bulletins/new/", "bulletin": "bulletins/999/", "bulletin_copy": "bulletins/999/copy.pdf",
        **{f"bulletin_{do}": f"bulletins/999/{do}/" for do in ("count", "head", "issue", "void")},
        "bulletin_paragraph": "bulletins/999/paragraphs/1/", "bulletin_paragraph_add": "bulletins/999/paragraphs/1/add/",
        "situation": "situation/", "situation_area": "situation/410721/", "situation_report": "situation/410721/report/",
        "situation_week": "situation/410721/weeks/2023-12-04/",
        "bulletin_figure": "bulletins/999/versions/1/figures/open/", "bulletin_compare": "bulletins/999/versions/1/2/",
        **campaign_addresses(),
        **dispatch_addresses(),
        "activities": "activities/", "activity_new": "activities/new/", "activity_figures": "activities/figures/",
        "activity_counted": "activities/counted/activities/", "activity": "activities/999/", "activity_act": "activities/999/acts/correct/",
        "activity_part": "activities/999/partners/1/part/", "activity_photo": "activities/999/photos/1/",
        "activity_photo_withdraw": "activities/999/photos/1/withdraw/", "materials": "materials/", "material_new": "materials/new/",
        "material": "materials/999/", "material_act": "materials/999/acts/give/", "handouts": "handouts/",
        "handout_withdraw": "handouts/999/withdraw/", "media_posts": "media-posts/", "media_post_new": "media-posts/new/",
        "media_post": "media-posts/999/", "media_post_withdraw": "media-posts/999/withdraw/", "practices": "practices/", "practice_new": "practices/new/",
        "practice": "practices/999/", "practice_act": "practices/999/acts/check/",
        "opinion": "opinion/", "opinion_feed": "opinion/feeds/none/", "opinion_item": "opinion/999/", "opinion_act": "opinion/999/acts/take/",
        "opinion_join_undo": "opinion/999/joins/1/undo/", "opinion_roster_plan": "opinion/roster/plan/", "opinion_shift": "opinion/roster/999/",
        "opinion_handover": "opinion/roster/999/hand-over/", "opinion_take_over": "opinion/roster/handovers/999/",
        **{f"opinion_{name}": f"opinion/{name}/" for name in ("all", "new", "take", "figures", "rules", "roster")},
        **grid_addresses(scene),
        "expired_lots": "expired-ledgers/", "expired_new": "expired-ledgers/new/wages/", "expired_lot": "expired-ledgers/999/",
        "expired_act": "expired-ledgers/999/acts/decide/", "expired_paper": "expired-ledgers/999/paper.pdf",
        "hazards": "hazards/", "hazard_new": "hazards/new/", "hazard": "hazards/999/", "hazard_act": "hazards/999/acts/hand/",
        "field": "field/", "field_worker": "field/worker.js", "field_manifest": "field/manifest.webmanifest",
        **{f"field_{do}": f"field/{do}/" for do in ("session", "load", "sync")},
        **{f"field_photo_{do}": f"field/photos/{do}/" for do in ("start", "piece")},
        **{f"field_case_photo_{do}": f"field/case-photos/{do}/" for do in ("start", "piece")},
        "field_visits": "field-visits/", "field_visit": "field-visits/999/",
        **{f"field_{do}": f"field-visits/999/{do}/" for do in ("decide", "attach", "interviews", "sheet")},
        "field_photo": "field-visits/999/photos/00000000-0000-4000-8000-000000000000/",
        "retention": "retention/", "boundaries": "boundaries/", "boundary_new": "boundaries/new/", "settings": "settings/", "setting_new": "settings/new/", "audit": "audit/", "audit_check": "audit/check/",
    }  # fmt: skip
    return {name: f"/officer/{shape}" for name, shape in shapes.items()}


def dispatch_addresses() -> dict[str, str]:
    return {
        **{f"dispatch_{name}": f"dispatch/{name}/" for name in ("falls", "clearing", "packs", "promises", "measures", "rankings", "visits", "big")},
        **{f"dispatch_{name}_rows": f"dispatch/{name}/rows/" for name in ("falls", "clearing")}, "dispatch_frauds": "dispatch/checks/",
        **{f"dispatch_{name}_new": f"dispatch/{name}s/new/" for name in ("pack", "promise", "measure", "ranking", "visit")},
        **{f"dispatch_{name}": f"dispatch/{name}s/999/" for name in ("pack", "promise", "measure", "ranking", "visit")},
        "dispatch_pack_print": "dispatch/packs/999/print/", "dispatch_pack_sheet": "dispatch/packs/999/pack.xlsx",
        **{f"dispatch_measure_{do}": f"dispatch/measures/999/{do}/" for do in ("answer", "close", "draft")},
        "dispatch_measure_paper": "dispatch/measures/999/papers/1.pdf",
        **{f"dispatch_visit_{do}": f"dispatch/visits/999/{do}/" for do in ("findings", "reply", "close")},
        "dispatch_ranking_appeal": "dispatch/rankings/999/appeal/", "dispatch_appeal_answer": "dispatch/appeals/999/",
    }  # fmt: skip


def campaign_addresses() -> dict[str, str]:
    """The pages of campaigns; the rows are not there, so that only rights are asked."""
    one, task, part, share = "campaigns/999/", "campaign-tasks/999/", "campaign-parts/999/", "campaign-shares/999/"
    return {
        "campaigns": "campaigns/", "campaigns_ready": "campaigns/ready/", "campaign_ready_open": "campaigns/ready/winter/",
        "campaign_from_notice": "campaigns/from-notice/999/", "campaign_work": "campaigns/own/", "campaign": one,
        "campaign_again": f"{one}again/", "campaign_send": f"{one}send/", "campaign_give_all": f"{one}give/",
        "campaign_task_new": f"{one}tasks/new/", "campaign_milestone": f"{one}milestones/1/", "campaign_close": f"{one}close/", "campaign_reports": f"{one}reports/winter_2023/",
        "concrete_things": "campaigns/concrete/", "campaign_concrete_new": f"{one}concrete/new/", "campaign_task_concrete": f"{task}concrete/",
        "campaign_figure": f"{one}figures/target/1/", "campaign_ask": f"{one}ask/figure/1/",
        "campaign_counting": f"{one}counting/figure/1/",
        "campaign_task_give": f"{task}give/", "campaign_task_withdraw": f"{task}withdraw/", "campaign_part": part,
        "campaign_receive": f"{part}receive/", "campaign_liaison": f"{part}liaison/", "campaign_pass_on": f"{part}pass-on/",
        "campaign_say": f"{part}say/asked/", "campaign_share": share, "campaign_share_proof": f"{share}proof/1/",
        "campaign_share_act": f"{share}progress/",
    }  # fmt: skip


def grid_addresses(scene: Scene) -> dict[str, str]:
    """A project of the grid with its planned visit, in which housing has a part, and a finding of the scene's visit."""
    people, project = scene.people, scene.filed.project
    assert project is not None
    held = assign(target=project, staff=people.owner, since=TODAY, by=people.head, on=TODAY)
    special = begin_special(
        facts=SpecialFacts(
            name="专项", document="文号", contents="内容", first=TODAY, last=TODAY, lead=people.head,
            parts={people.housing.unit: "分包合同"},
        ),
        region=held.region, targets=[project], by=people.head, on=TODAY,
    )  # fmt: skip
    plan = special.visits.get()
    drawing = lock_lists(
        facts=DrawFacts(
            name="抽查", document="计划", kind="project", first=TODAY, last=TODAY, percent=1, seed_from="掷骰",
            inspectors=[people.colleague, people.head],
        ),
        region=held.region, by=people.head, on=TODAY,
    )  # fmt: skip
    draw = f"draws/{drawing.pk}/"
    firm = scene.visit.employer
    service = book_service(
        employer=firm, region=held.region, booking=Booking("工资条", "李总", "written", TODAY, TODAY), staff=people.owner,
        by=people.owner, on=TODAY,
    )  # fmt: skip
    taught = CourseFacts("培训班", TODAY, "县局", "吴法制", "工资表")
    course = hold_course(facts=taught, region=held.region, by=people.owner, on=TODAY)
    clerk = record_training(course=course, name="张三", employer=firm, by=people.owner, on=TODAY)
    taking = f"clerk-courses/{course.pk}/"
    facts = OrderFacts("account", "专户未拨付", "补拨", "项目经理", TODAY + timedelta(days=5))
    finding = order_rectification(visit=scene.visit, facts=facts, by=people.owner, on=TODAY)
    return {
        "grid": "grid/", "grid_projects": "grid/projects/", "grid_employers": "grid/employers/", "grid_area": "grid/area/",
        "grid_hand_over": "grid/hand-over/", "grid_assign": f"grid/assign/project/{project.pk}/", "grid_row": f"grid/{held.pk}/",
        "visit_plans": "visit-plans/", "visit_plan": f"visit-plans/{plan.pk}/", "visit_plan_link": f"visit-plans/{plan.pk}/link/",
        "visit_plan_drop": f"visit-plans/{plan.pk}/drop/", "visit_plan_part": f"visit-plans/{plan.pk}/parts/{plan.parts.get().pk}/",
        "special_checks": "special-checks/", "special_check_new": "special-checks/new/", "special_check": f"special-checks/{special.pk}/",
        "special_target_new": f"special-checks/{special.pk}/targets/new/", "special_report": f"special-checks/{special.pk}/report/",
        "special_report_file": f"special-checks/{special.pk}/report/999.pdf", "joint_parts": "joint-parts/",
        "services": "services/", "service_new": "services/new/", "service": f"services/{service.pk}/",
        "service_act": f"services/{service.pk}/acts/hold/", "service_paper": f"services/{service.pk}/advice.pdf",
        "clerk_courses": "clerk-courses/", "clerk_course_new": "clerk-courses/new/", "clerk_course": taking,
        "clerk_certificate": "clerk-courses/certificate/", "clerk_training_new": f"{taking}people/new/",
        "clerk_certificate_revoke": f"{taking}people/{clerk.pk}/revoke/",
        "draws": "draws/", "draw_new": "draws/new/", "draw": draw, "draw_run": f"{draw}run/", "draw_void": f"{draw}void/",
        "draw_lists": f"{draw}lists.csv", "draw_paper": f"{draw}record.pdf",
        "findings": "findings/", "finding": f"findings/{finding.pk}/", "finding_act": f"findings/{finding.pk}/acts/proof/",
        "finding_new": f"visits/{scene.visit.pk}/findings/new/",
    }  # fmt: skip


def a_message(staff: Any, clue: Any) -> int:
    """The number of a message that lies in the person's box."""
    calendar = calendar_for(clue.region_id)
    values = {"number": clue.number, "day": "2024年1月12日"}
    tell(staff, "officer_assigned", values, about=clue, calendar=calendar)
    deliver_due(now=now() + timedelta(minutes=1), suppliers={"in_site": [InSite()]}, calendar=calendar)
    return inbox_of(staff).latest("pk").pk


def test_every_address_stands_in_the_table() -> None:
    from nuanxin.web.officer.urls import urlpatterns

    own = {
        pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)
    }  # the forms have a table of their own
    assert own == set(table())
    assert re.match(r"officer", str(get_resolver().namespace_dict["officer"][0]))


def test_role_matrix(scene: Scene, enter: Any) -> None:
    system = person("system", "何系统", scene.people.owner.unit, "system_admin")
    staff = {who: getattr(scene.people, who, None) for who in WHO} | {"system": system}
    asked = addresses(scene)
    wrong = []
    for who in WHO:
        client = enter(staff[who])
        for name, expected in table().items():
            status = client.get(asked[name]).status_code
            if status != expected[who]:
                wrong.append(f"{name} {who}: {status}, expected {expected[who]}")
    assert wrong == []
