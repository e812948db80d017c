"""Hold what a person wants in every build: the defaults of kit.yaml, and keys set for all profiles."""
