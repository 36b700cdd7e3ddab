"""Messages in plain words at the desk: pasted and read, sent to the right door, urgent signs seen, the reader measured."""
