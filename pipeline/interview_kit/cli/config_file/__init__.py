"""Find and read kit.yaml: default options, and overrides for all profiles."""
