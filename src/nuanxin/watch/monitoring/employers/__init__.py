"""The employer's own account, the wage clerks of its projects, and what they hand in: wage sheets, slips, the rights board."""
