"""The next-step adviser at the officer's desk."""
