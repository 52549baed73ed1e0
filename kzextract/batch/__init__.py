"""Many releases at once: where they come from, and where the records go."""
