"""Provide the Python API (`library`), and the tools to lint, create, collect, diagnose and write schemas."""
