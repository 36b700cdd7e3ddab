"""A person's own account: password, one-time code, sign-in history."""
