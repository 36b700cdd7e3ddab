"""区划变更: regions merged, split, renamed; dated, so that every table is counted with the map of its own time."""
