"""Read what people typed: stage 1, from bytes to checked data with the place of every key."""
