"""销毁清册: proposing, approving, carrying out and printing the destruction of files past their period."""
