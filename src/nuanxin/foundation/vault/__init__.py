"""Encryption at rest: keys, encrypted fields, blind indexes."""
