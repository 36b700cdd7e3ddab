"""Wage deposit, emergency fund, hardship relief at the officer's desk."""
