"""Emergency revolving fund (应急周转金): allocations, advances on a clue, recovery from the employer (条例 第六十三条)."""
