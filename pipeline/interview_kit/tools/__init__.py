"""Commands beside building: check a bank or a theme, begin a profile or a theme, collect, doctor, schemas."""
