"""Read the settings for every build: the defaults of kit.yaml, and overrides for all profiles."""
