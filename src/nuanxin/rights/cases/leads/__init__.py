"""Signals of false claims (线索，仅供核查): what an officer may look into. Nothing in the house decides by them; only pages read them."""

from nuanxin.rights.cases.leads.facts import Lead, Row
from nuanxin.rights.cases.leads.reading import ONLY_TO_CHECK, leads_of_worker, may_read_leads, read_leads

__all__ = ["ONLY_TO_CHECK", "Lead", "Row", "leads_of_worker", "may_read_leads", "read_leads"]
