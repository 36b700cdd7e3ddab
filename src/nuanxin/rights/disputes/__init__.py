"""Solving a dispute beside inspection: mediation, fast-track arbitration, legal aid, notarised repayment."""
