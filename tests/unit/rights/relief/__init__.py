"""Tests of relief: deposit, fund, hardship, no double payment."""
