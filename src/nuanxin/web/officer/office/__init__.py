"""Administrators' pages: units, staff, posts, calendar, settings, routing, audit."""
