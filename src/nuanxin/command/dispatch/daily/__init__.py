"""What the four falls came to at the end of each day, for every area and window: counted once by the night, read by boards and screens."""
