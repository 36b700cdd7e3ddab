"""The worker's door: report, follow, confirm."""
