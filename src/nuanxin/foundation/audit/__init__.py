"""Who did what, when, about what, why and from where: append-only and hash-chained."""
