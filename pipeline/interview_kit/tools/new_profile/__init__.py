"""Ask a person a few questions, and write their first profile from the answers."""
