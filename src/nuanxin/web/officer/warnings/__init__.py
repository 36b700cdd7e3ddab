"""Warnings and risk at the officer's desk: rules, warnings, accuracy, asking workers."""
