"""Unpaid wages seen early: payroll, attendance, accounts and deposits → indicators → risk grade → warning."""
