"""The patterns that every door shares: frame, list, record, form, print, figures. How to use each: docs/how-to/pages.md."""
