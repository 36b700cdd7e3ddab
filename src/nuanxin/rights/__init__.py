"""维权: a claim from the first word to the money paid."""
