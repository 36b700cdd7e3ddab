"""Which office a clue belongs to: an ordered, dated table that officials write and try before they switch it on."""

from nuanxin.rights.intake.routing.rules import RouteFacts, Routing, Rule, Table, route
from nuanxin.rights.intake.routing.table_file import HEADINGS, default_table, load_table, table_as_csv
from nuanxin.rights.intake.routing.trial import Moved, trial

__all__ = [
    "HEADINGS",
    "Moved",
    "RouteFacts",
    "Routing",
    "Rule",
    "Table",
    "default_table",
    "load_table",
    "route",
    "table_as_csv",
    "trial",
]
