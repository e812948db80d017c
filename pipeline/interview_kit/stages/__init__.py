"""The four stages of a kit: read, select, assemble, write. None of them imports another."""
