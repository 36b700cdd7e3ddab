"""Orders and other papers that cases served on a firm: read, answered, proved, more time asked for and granted."""
