"""Units that take part: sent to, received, passed on, liaison named, everything said between two levels on one thread."""
