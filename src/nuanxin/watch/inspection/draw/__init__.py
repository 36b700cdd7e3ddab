"""The double random draw that anybody can repeat."""
