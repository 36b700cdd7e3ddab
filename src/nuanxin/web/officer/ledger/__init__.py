"""Workbooks in and out: import with a trial run, templates, the whole ledger."""
