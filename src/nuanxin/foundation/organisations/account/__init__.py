"""How a person proves to be the owner of an account: password, one-time code, and what happens when either is lost."""
