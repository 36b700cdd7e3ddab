"""A month's payroll and attendance of one project: the template, the reading, the check, the submission, the hand-over."""
