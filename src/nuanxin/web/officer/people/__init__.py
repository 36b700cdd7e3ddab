"""Employers, projects and workers: everything known about one of them on one page."""
