"""The `nuanxin` command: every command of the house behind one name (docs/reference/commands.md)."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command; exit 0 = done, 2 = the input or the call is wrong, 1 = our fault."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuanxin.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
