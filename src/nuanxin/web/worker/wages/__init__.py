"""算工资: how much is owed, month by month. No sign-in; the sheet travels in the form and nothing is kept in the house."""
