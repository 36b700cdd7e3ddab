"""The daily round: what the house does by itself, called every quarter of an hour. Each part stands alone; doing it twice does nothing."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from nuanxin.command.campaigns.reminding import remind_campaigns
from nuanxin.command.dispatch.daily.freezing import freeze_day
from nuanxin.command.reporting.models import ReportRound
from nuanxin.command.reporting.presummed.counters import refresh_counters
from nuanxin.command.reporting.reminding import send_reminders
from nuanxin.foundation.notifications.adapters.chosen import suppliers
from nuanxin.foundation.notifications.caps import caps
from nuanxin.foundation.notifications.escalation.chains import look_after_chains
from nuanxin.foundation.notifications.odd_reading import watch_reading
from nuanxin.foundation.notifications.send import deliver_due
from nuanxin.foundation.organisations.boundaries.changing import apply_due_changes
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.rights.cases.agreements import mark_defaults
from nuanxin.rights.credit.honours.selecting import fall_awards
from nuanxin.rights.credit.listing.ending import look_after_terms
from nuanxin.rights.disputes.arbitration.missing_papers import chase_papers
from nuanxin.rights.disputes.mediation.checks import remind_checks
from nuanxin.rights.disputes.notary.dunning import dun_due
from nuanxin.rights.intake.clocks import ring_due
from nuanxin.rights.intake.drafts import drop_stale_drafts
from nuanxin.rights.intake.files import drop_stale_uploads, scan_waiting
from nuanxin.rights.relief.deposit.guarantees import remind_guarantees
from nuanxin.services.events.photos import drop_loose_photos
from nuanxin.watch.inspection.findings.reminding import remind_findings
from nuanxin.watch.inspection.plans.renewing import renew_nightly
from nuanxin.watch.monitoring.employers.sheets.handing import hand_over_waiting
from nuanxin.watch.monitoring.employers.sheets.submitting import drop_old_drafts
from nuanxin.watch.monitoring.employers.signing_in import drop_old_codes
from nuanxin.watch.monitoring.warnings.reminding import look_after_warnings
from nuanxin.watch.monitoring.watching import watch_wages
from nuanxin.watch.opinion.collecting.fetching import read_feeds
from nuanxin.watch.opinion.reminding import watch_opinion

COUNTRY = "000000"
LOT = 200
MOST_LOTS = 50


def daily_round(*, now: datetime, on: date) -> dict[str, int]:
    """Put changes of boundaries into force, ring clocks, open tasks for missed instalments, dun notarised ones,
    begin the removal of listings whose term is over, let honours fall, remind of guarantees that end and of checks,
    watch wages and look after their warnings, plan visits, remind of findings, read and watch public opinion, sweep drafts, scan files, refresh counters, count the day of every area, remind of reports and campaigns, watch odd reading, go on with what nobody answered, deliver messages; how many of each.
    """
    open_rounds = ReportRound.objects.filter(end__gte=on).values_list("start", flat=True).distinct()
    return {
        "boundaries_changed": apply_due_changes(on=on),
        "rung": ring_due(on=on).clocks,
        "instalments_in_default": len(mark_defaults(on=on)),
        "listings_over": look_after_terms(on=on),
        "honours_fallen": fall_awards(on=on),
        "instalments_dunned": len(dun_due(on=on)),
        "papers_chased": chase_papers(on=on),
        "guarantees_reminded": remind_guarantees(on=on),
        "checks_reminded": remind_checks(on=on),
        "wage_sheets_loaded": hand_over_waiting(),
        "warnings_raised": watch_wages(settings.NUANXIN_WAGES, on=on).made,
        "warnings_reminded": look_after_warnings(on=on),
        "visits_planned": renew_nightly(on=on),
        "findings_reminded": remind_findings(on=on),
        "opinion_read": read_feeds(at=now),
        "opinion_told": watch_opinion(at=now),
        "drafts_dropped": drop_stale_drafts() + drop_old_drafts(),
        "codes_dropped": drop_old_codes(),
        "uploads_dropped": drop_stale_uploads() + drop_loose_photos(now=now),
        "files_scanned": scan_waiting(),
        "counters": sum(refresh_counters(start=start, on=on) for start in open_rounds),
        "areas_counted": freeze_day(on=on),
        "reports_reminded": send_reminders(on=on),
        "campaigns_reminded": remind_campaigns(on=on),
        "odd_reading": watch_reading(now=now),
        "chains_moved": look_after_chains(now=now),
        "messages": _deliver(now),
    }


def _deliver(now: datetime) -> int:
    """Everything that is due, lot by lot; by the calendar of the whole country, with the days entered by hand."""
    calendar, sent = calendar_for(COUNTRY), 0
    for _ in range(MOST_LOTS):
        lot = deliver_due(now=now, suppliers=suppliers(), calendar=calendar, limit=LOT, caps=caps())
        sent += lot.sent
        if lot.sent + lot.failed + lot.gave_up + lot.held < LOT:
            break
    return sent
