"""The legs of police, procuratorate, court and petition, and incidents at the officer's desk."""
