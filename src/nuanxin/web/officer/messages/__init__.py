"""What was sent to whom: of a file, of one message with its proof; people to be told on the ground; merging of one's own."""
