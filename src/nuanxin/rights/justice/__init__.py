"""The legs of police, procuratorate, court and petition, and the emergency plan."""
