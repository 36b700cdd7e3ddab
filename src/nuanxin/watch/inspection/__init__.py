"""Visits to employers and projects, findings and their rectification."""
