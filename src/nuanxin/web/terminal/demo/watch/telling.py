"""All stories of the watch, in the order in which they lean on one another."""

from __future__ import annotations

from datetime import date

from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import Cast
from nuanxin.web.terminal.demo.watch.employers_stories import play_employers
from nuanxin.web.terminal.demo.watch.field_stories import play_field
from nuanxin.web.terminal.demo.watch.grid_stories import play_grid
from nuanxin.web.terminal.demo.watch.joint_stories import play_joint
from nuanxin.web.terminal.demo.watch.office_stories import play_office
from nuanxin.web.terminal.demo.watch.opinion_stories import play_opinion
from nuanxin.web.terminal.demo.watch.register_stories import play_register
from nuanxin.web.terminal.demo.watch.wages import load_demo_wages
from nuanxin.web.terminal.demo.watch.warning_stories import play_warnings


def play_watch(cast: Cast, inventor: Inventor, *, seed: int, today: date) -> dict[str, int]:
    """How many of what there are now."""
    return {
        "warnings": play_warnings(cast, inventor, today),
        "wage_accounts": play_register(cast, inventor, today),
        **play_employers(cast=cast, inventor=inventor, today=today),
        **play_office(cast=cast, inventor=inventor, today=today),
        "watched_projects": load_demo_wages(seed=seed, today=today),
        **play_grid(cast=cast, inventor=inventor, today=today),
        **play_joint(cast=cast, inventor=inventor, today=today),
        "phone_visits": play_field(cast, inventor, today),
        "opinion_items": play_opinion(cast, today),
    }
