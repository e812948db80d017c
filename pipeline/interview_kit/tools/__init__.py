"""Provide the commands other than build: lint, create, collect, diagnose, and write JSON schemas."""
