"""What everyone stands on: values, law, keys, audit, organisations, parties, documents, notifications."""
