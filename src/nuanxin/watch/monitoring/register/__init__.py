"""The register of monitored projects: which project of the warehouse is which of ours, and its seven systems."""
