"""The whole file of a case as one volume."""
