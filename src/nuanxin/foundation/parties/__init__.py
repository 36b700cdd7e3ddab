"""Employer, project and worker; aliases, linkage, merges that can be undone."""
