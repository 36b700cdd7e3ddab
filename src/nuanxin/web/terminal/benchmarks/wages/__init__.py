"""The bench of the wage warehouse: places invented with their truth, and what stands beside us."""
