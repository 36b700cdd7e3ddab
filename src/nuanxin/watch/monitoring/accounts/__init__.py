"""The special wage account of a project from opening to closing: in time or late, closed rightly or too early."""
