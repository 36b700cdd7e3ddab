"""The `nuanxin` command: every command of the house behind one name (docs/reference/commands.md)."""

from __future__ import annotations

import os
import sys

from django.core.management import BaseCommand, ManagementUtility, get_commands


class Terminal(ManagementUtility):
    """Django's, but an unknown command is a wrong call: exit 2."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        if subcommand not in get_commands():
            sys.stderr.write(f"没有“{subcommand}”这个命令；nuanxin help 列出全部命令。\n")
            sys.exit(2)
        return super().fetch_command(subcommand)


def main() -> None:
    """Run one command; exit 0 = done, 2 = the input or the call is wrong, 1 = our fault."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuanxin.config.settings")
    Terminal(sys.argv).execute()


if __name__ == "__main__":
    main()
