"""Describe the files that people write as JSON schemas (draft 2020-12), for editors and other programs."""
