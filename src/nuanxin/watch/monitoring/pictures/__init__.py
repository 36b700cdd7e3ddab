"""Watching at a glance: how an area stands by its warnings, and how far warnings come until money is paid."""
