"""Addresses of the credit room."""

from __future__ import annotations

from django.urls import path

from nuanxin.web.officer.credit import batches, consumers, disclosing, disclosures, grades, honours, listings, removals

urlpatterns = [
    path("credit/", listings.credit_list, name="credit_list"),
    path("credit/candidates/", listings.credit_candidates, name="credit_candidates"),
    path("credit/candidates/<str:number>/", listings.credit_propose, name="credit_propose"),
    path("credit/files/<int:number>/tell/", listings.listing_tell, name="listing_tell"),
    path("credit/removals/", removals.credit_removals, name="credit_removals"),
    path("credit/consumers/", consumers.credit_consumers, name="credit_consumers"),
    path("credit/consumers/new/", consumers.credit_consumer_new, name="credit_consumer_new"),
    path("credit/consumers/hand-over/", consumers.credit_hand_over, name="credit_hand_over"),
]
_DUTY = "credit/disclosures/<int:number>/"
urlpatterns += [
    path("credit/disclosures/", disclosures.disclosures, name="disclosures"),
    path(_DUTY, disclosures.disclosure, name="disclosure"),
    path(f"{_DUTY}draft/", disclosing.disclosure_draft, name="disclosure_draft"),
    path(f"{_DUTY}publish/", disclosing.disclosure_publish, name="disclosure_publish"),
    path(f"{_DUTY}withdraw/", disclosing.disclosure_withdraw, name="disclosure_withdraw"),
    path(f"{_DUTY}withhold/", disclosing.disclosure_withhold, name="disclosure_withhold"),
    path(f"{_DUTY}decide/", disclosing.disclosure_decide, name="disclosure_decide"),
]
_BATCH = "credit/batches/<int:number>/"
_SELECTION = "credit/selections/<int:number>/"
urlpatterns += [
    path("credit/batches/", batches.batches, name="batches"),
    path("credit/batches/new/", batches.batch_new, name="batch_new"),
    path(_BATCH, batches.batch, name="batch"),
    path(f"{_BATCH}enter/<str:clue>/", batches.batch_entry_new, name="batch_entry_new"),
    path(f"{_BATCH}publish/", batches.batch_publish, name="batch_publish"),
    path(f"{_BATCH}notice.<str:kind>", batches.batch_file, name="batch_file"),
    path(f"{_BATCH}entries/<int:row>/correct/", batches.batch_entry_correct, name="batch_entry_correct"),
    path(f"{_BATCH}entries/<int:row>/withdraw/", batches.batch_entry_withdraw, name="batch_entry_withdraw"),
    path(f"{_BATCH}entries/<int:row>/object/", batches.batch_objection_new, name="batch_objection_new"),
    path(f"{_BATCH}objections/<int:row>/", batches.batch_objection_review, name="batch_objection_review"),
    path("credit/selections/", honours.selections, name="selections"),
    path("credit/selections/new/", honours.selection_new, name="selection_new"),
    path(_SELECTION, honours.selection, name="selection"),
    path(f"{_SELECTION}enter/", honours.candidate_new, name="candidate_new"),
    path(f"{_SELECTION}candidates/<int:row>/check/", honours.candidate_check, name="candidate_check"),
    path(f"{_SELECTION}candidates/<int:row>/award/", honours.candidate_award, name="candidate_award"),
    path(f"{_SELECTION}candidates/<int:row>/take-back/", honours.candidate_take_back, name="candidate_take_back"),
    path("credit/grades/", grades.grades, name="grades"),
    path("employers/<int:number>/grade/", grades.employer_grade, name="employer_grade"),
    path("employers/<int:number>/finding/", grades.employer_finding, name="employer_finding"),
]
