"""Procedures as declared steps: what may come next, behind which gate, by which article. Plain Python, no Django."""
