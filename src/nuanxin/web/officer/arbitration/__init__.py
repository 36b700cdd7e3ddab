"""Fast-track arbitration at the officer's desk."""
