"""Every page of the watch on a phone of 360 px with the largest letters, and its templates by the keyboard alone.

NUANXIN_SHOTS keeps a picture of each at the desk and on the phone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model
from django.urls import reverse

from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.inspection.draw.models import RandomDraw
from nuanxin.watch.inspection.field.records import FieldVisit
from nuanxin.watch.inspection.findings.models import Finding
from nuanxin.watch.inspection.grid.models import GridAssignment
from nuanxin.watch.inspection.helping.models import ClerkCourse, ServiceVisit
from nuanxin.watch.inspection.plans.models import PlannedVisit, SpecialCheck
from nuanxin.watch.monitoring.asking_workers.models import AskRound
from nuanxin.watch.monitoring.employers.models import EmployerAccount
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk.models import RuleSet
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.watch.opinion.models import OpinionItem
from tests.journeys.desk import open_page
from tests.journeys.looking import DESK, IN_BROWSER, PHONE_SIZE, SHOTS, serious, too_wide
from tests.journeys.watch_county import Watched, watched_county

pytestmark = IN_BROWSER
TARGET = 44  # px, for a finger
SLACK = 12  # more presses of Tab than there are targets: scrolling regions and the browser's own stops
Pages = dict[str, tuple[Staff | None, str]]
# One page of each template: list, record, form, figures, tables with acts, opinion's record, the risk map, the phone's shell.
TEMPLATES = (
    "warnings",
    "warning",
    "warning-check",
    "project-wages",
    "ask-round",
    "opinion-item",
    "risk",
    "field",
    "asked",
)
# A link inside a sentence is as high as its line (WCAG 2.5.8 leaves it out); hidden ones are nobody's target.
SMALL = """least => [...document.querySelectorAll('a[href], button, select, summary, input:not([type=hidden]), textarea')]
  .filter(e => e.checkVisibility() && !e.closest('.nx-skip, .nx-unseen, p, dd, svg') && e.getBoundingClientRect().width > 1)
  .map(e => (e.matches('[type=checkbox], [type=radio]') && e.closest('label')) || e)
  .map(e => [e.outerHTML.slice(0, 110), Math.round(e.getBoundingClientRect().height)])
  .filter(([, height]) => height < least)"""
# Each thing that gets the focus writes down whether it shows it.
LISTEN = """() => {
  window.seen = [];
  const wanted = [...document.querySelectorAll('a[href], button, select, summary, input:not([type=hidden]), textarea, [tabindex="0"]')]
    .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 && e.type !== 'radio');
  window.wanted = new Set(wanted);
  const bad = (why, target) => { window.bad = [...(window.bad || []), `${why}: ${target.outerHTML.slice(0, 110)}`]; };
  addEventListener('focusin', ({ target }) => {
    window.seen.push(target);
    const style = getComputedStyle(target);
    const shown = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    if (!shown && !target.querySelector('.nx-tile')) bad('no focus', target);
    setTimeout(() => {  // the page moves to it after the event
      const box = target.getBoundingClientRect();
      if (document.activeElement === target && !(box.bottom > 0 && box.top < innerHeight)) bad('off screen', target);
    });
  });
  return wanted.length;
}"""
MISSED = """() => [...(window.bad || []), ...[...window.wanted].filter(e => !window.seen.includes(e)).map(e => `never: ${e.outerHTML.slice(0, 110)}`)]"""


@pytest.fixture
def county(site: Any, settings: Any, tmp_path: Path, that_morning: None) -> Watched:
    return watched_county(settings, tmp_path)


def first(model: type[Model], **asked: Any) -> Any:
    return model._default_manager.filter(**asked).order_by("pk")[0].pk


def pages(county: Watched) -> Pages:
    """Each page with who opens it; None: nobody signed in."""
    mine, cast = county.monitor, county.cast

    def desk(name: str, *args: Any) -> str:
        return reverse(f"officer:{name}", args=args)

    warned = RiskWarning.objects.filter(state="answered").earliest("pk")
    project, asked = first(MonitoredProject, pk=warned.project_id), first(AskRound)
    lists = ("warnings", "employer_risks", "rule_sets", "watched_projects", "accuracy", "accuracy_claims", "pay_forecast",
             "ask_rounds", "ask_round_new")  # fmt: skip
    monitoring = {name: (mine, desk(name)) for name in lists}
    monitoring |= {
        "warning": (mine, desk("warning", warned.pk)),
        **{f"warning-{tab}": (mine, f"{desk('warning', warned.pk)}?tab={tab}") for tab in ("workers", "account", "answers")},
        "warning-check": (mine, desk("warning_act", warned.pk, "check")),
        "rule-set": (mine, desk("rule_set", first(RuleSet))),
        "project": (mine, desk("watched_project", project)), "project-wages": (mine, desk("project_wages", project)),
        "ask-round": (mine, desk("ask_round", asked)), "ask-money": (mine, desk("ask_round_money", asked)),
    }  # fmt: skip
    rows = {"grid_row": GridAssignment, "visit_plan": PlannedVisit, "special_check": SpecialCheck, "draw": RandomDraw,
            "finding": Finding, "service": ServiceVisit, "clerk_course": ClerkCourse, "field_visit": FieldVisit,
            "field_sheet": FieldVisit}  # fmt: skip
    named = ("grid", "grid_projects", "grid_employers", "grid_area", "visit_plans", "special_checks", "draws", "findings", "services",
             "clerk_courses", "field_visits", "field", "special_check_new", "draw_new", "service_new", "clerk_course_new")  # fmt: skip
    ground = {name: (cast.head, desk(name)) for name in named}
    ground |= {name: (cast.head, desk(name, first(model))) for name, model in rows.items()}
    account = EmployerAccount.objects.earliest("pk")
    heard = {name: (county.listener, desk(name)) for name in
             ("opinion", "opinion_all", "opinion_new", "opinion_take", "opinion_figures", "opinion_rules", "opinion_roster")}  # fmt: skip
    return {
        **monitoring, **ground, **heard,
        "opinion-item": (county.listener, desk("opinion_item", first(OpinionItem, state="replied") if
                                               OpinionItem.objects.filter(state="replied").exists() else first(OpinionItem))),
        "employer-account": (cast.head, desk("employer_account", account.employer_id)),
        "risk": (cast.county_leader, reverse("leader:risk")), "screen": (cast.county_leader, reverse("leader:screen") + "?still=1"),
        "asked": (None, reverse("worker:asked")),
    }  # fmt: skip


def test_the_watch_on_a_phone_and_by_the_keyboard(browser: Any, site: Any, county: Watched) -> None:
    every = pages(county)
    found = on_the_phone(browser, site, every) + by_keyboard(browser, site, {name: every[name] for name in TEMPLATES})
    assert found == [], "\n".join(found)


def on_the_phone(browser: Any, site: Any, every: Pages) -> list[str]:
    """The largest letters at 360 px: nothing sideways, targets for a finger, nothing serious from axe."""
    found: list[str] = []
    for name, (page, address) in opened(browser, site, every, PHONE_SIZE, "largest", found):
        look(page, site, name, address, found)
        found += too_wide(page, name) + serious(page, name)
        found += [f"{name}: {height}px {html}" for html, height in page.evaluate(SMALL, TARGET)]
    return found


def by_keyboard(browser: Any, site: Any, every: Pages) -> list[str]:
    """Tab alone comes to everything that can be operated, on the screen and with its focus shown."""
    found: list[str] = []
    for name, (page, address) in opened(browser, site, every, DESK, "", found):
        page.goto(site.url + address)
        page.wait_for_load_state()
        for _ in range(page.evaluate(LISTEN) + SLACK):
            page.keyboard.press("Tab")
        found += [f"{name} {words}" for words in page.evaluate(MISSED)]
    return found


def look(page: Any, site: Any, name: str, address: str, found: list[str]) -> None:
    response = page.goto(site.url + address)
    if response.status != 200:
        found.append(f"{name}: {response.status}")
    page.wait_for_load_state()
    if SHOTS:
        picture(page, name)


def picture(page: Any, name: str) -> None:
    """The page as it is, then with ordinary letters at the desk and on the phone."""
    page.screenshot(path=f"{SHOTS}/{name}-largest.png", full_page=True)
    page.evaluate("delete document.documentElement.dataset.text")
    for size in (DESK, PHONE_SIZE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.screenshot(path=f"{SHOTS}/{name}-{size[0]}.png", full_page=True)
    page.evaluate("document.documentElement.dataset.text = 'largest'")


def opened(
    browser: Any,
    site: Any,
    asked: Pages,
    size: tuple[int, int],
    text: str,
    found: list[str],
) -> Any:
    """Each page's name with the browser page of its reader; what went wrong beside the pages is added at the end."""
    seats: dict[int, tuple[Any, list[str]]] = {}
    for name, (staff, address) in asked.items():
        key = staff.pk if staff else 0
        if key not in seats:
            seats[key] = open_page(browser, site, staff, size)
            if text:
                seats[key][0].context.add_cookies([{"name": "nuanxin_text", "value": text, "url": site.url}])
        yield name, (seats[key][0], address)
    for page, troubles in seats.values():
        page.context.close()
        found += troubles
