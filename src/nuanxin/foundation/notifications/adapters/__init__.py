"""Suppliers by channel: one small protocol, a local sink, an HTTP gateway."""
