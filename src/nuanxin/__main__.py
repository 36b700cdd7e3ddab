"""The `nuanxin` command: every command of the house behind one name (docs/reference/commands.md)."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command; exit 0 = done, 2 = the input or the call is wrong, 1 = our fault."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuanxin.config.settings")
    from django.core.management import ManagementUtility, get_commands

    asked = sys.argv[1] if len(sys.argv) > 1 else "help"
    if not asked.startswith("-") and asked not in {"help", "version"} | get_commands().keys():
        sys.stderr.write(f"没有“{asked}”这个命令；nuanxin help 列出全部命令。\n")
        sys.exit(2)
    ManagementUtility(sys.argv).execute()


if __name__ == "__main__":
    main()
