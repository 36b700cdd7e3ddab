"""Petitions about wages: registered, forwarded, answered, reviewed; counted by kind."""
