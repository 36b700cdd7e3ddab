"""Addresses: responsible persons, plans, random draw, findings, service to firms at the officer's desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from nuanxin.web.officer.grid import draws, findings, firm_service, joint, person, persons, plans, specials, training

_PLAN, _FINDING = "visit-plans/<int:number>/", "findings/<int:number>/"
_COURSE = "clerk-courses/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("grid/", persons.grid, name="grid"),
    path("grid/projects/", persons.grid_projects, name="grid_projects"),
    path("grid/employers/", persons.grid_employers, name="grid_employers"),
    path("grid/area/", persons.grid_area, name="grid_area"),
    path("grid/hand-over/", persons.grid_hand_over, name="grid_hand_over"),
    path("grid/assign/<str:kind>/<int:number>/", persons.grid_assign, name="grid_assign"),
    path("grid/<int:number>/", person.grid_row, name="grid_row"),
    path("visit-plans/", plans.visit_plans, name="visit_plans"),
    path(_PLAN, plans.visit_plan, name="visit_plan"),
    path(f"{_PLAN}link/", plans.visit_plan_link, name="visit_plan_link"),
    path(f"{_PLAN}drop/", plans.visit_plan_drop, name="visit_plan_drop"),
    path(f"{_PLAN}parts/<int:part>/", joint.visit_plan_part, name="visit_plan_part"),
    path("special-checks/", specials.special_checks, name="special_checks"),
    path("special-checks/new/", specials.special_check_new, name="special_check_new"),
    path("special-checks/<int:number>/", specials.special_check, name="special_check"),
    path("special-checks/<int:number>/targets/new/", joint.special_target_new, name="special_target_new"),
    path("special-checks/<int:number>/report/", joint.special_report, name="special_report"),
    path(
        "special-checks/<int:number>/report/<int:paper>.<str:kind>",
        joint.special_report_file,
        name="special_report_file",
    ),
    path("joint-parts/", joint.joint_parts, name="joint_parts"),
    path("draws/", draws.draws, name="draws"),
    path("draws/new/", draws.draw_new, name="draw_new"),
    path("draws/<int:number>/", draws.draw, name="draw"),
    path("draws/<int:number>/run/", draws.draw_run, name="draw_run"),
    path("draws/<int:number>/void/", draws.draw_void, name="draw_void"),
    path("draws/<int:number>/lists.csv", draws.draw_lists, name="draw_lists"),
    path("draws/<int:number>/record.pdf", draws.draw_paper, name="draw_paper"),
    path("findings/", findings.findings, name="findings"),
    path(_FINDING, findings.finding, name="finding"),
    path(f"{_FINDING}acts/<str:key>/", findings.finding_act, name="finding_act"),
    path("services/", firm_service.services, name="services"),
    path("services/new/", firm_service.service_new, name="service_new"),
    path("services/<int:number>/", firm_service.service, name="service"),
    path("services/<int:number>/acts/<str:key>/", firm_service.service_act, name="service_act"),
    path("services/<int:number>/advice.pdf", firm_service.service_paper, name="service_paper"),
    path("clerk-courses/", training.clerk_courses, name="clerk_courses"),
    path("clerk-courses/new/", training.clerk_course_new, name="clerk_course_new"),
    path("clerk-courses/certificate/", training.clerk_certificate, name="clerk_certificate"),
    path(_COURSE, training.clerk_course, name="clerk_course"),
    path(f"{_COURSE}people/new/", training.clerk_training_new, name="clerk_training_new"),
    path(f"{_COURSE}people/<int:person>/revoke/", training.clerk_certificate_revoke, name="clerk_certificate_revoke"),
    path("visits/<int:number>/findings/new/", findings.finding_new, name="finding_new"),
]
