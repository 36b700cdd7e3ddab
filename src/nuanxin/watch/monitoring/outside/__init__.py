"""Signals from other offices: power, water, tax, social insurance, suits, lists. One table, many kinds; a kind is data."""
