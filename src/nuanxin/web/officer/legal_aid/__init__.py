"""Legal aid at the officer's desk."""
