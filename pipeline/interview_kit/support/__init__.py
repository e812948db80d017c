"""Utilities without knowledge of kits: errors, messages, output files, images, sandbox, native libraries."""
