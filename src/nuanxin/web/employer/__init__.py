"""The employer's door: payroll and attendance, warnings to answer, the rights board."""
