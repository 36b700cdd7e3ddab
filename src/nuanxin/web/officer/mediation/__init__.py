"""Mediation and notarised repayment at the officer's desk."""
