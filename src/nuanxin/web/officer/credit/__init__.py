"""Lists of dishonest employers, publication, repair, honours at the officer's desk."""
