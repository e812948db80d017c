"""Ask a person a few questions, and generate their first profile from the answers."""
