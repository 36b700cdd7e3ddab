"""Service on the firm's own wish, and the training of wage clerks."""
