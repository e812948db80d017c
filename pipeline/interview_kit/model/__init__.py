"""The types that the stages hand on: profile, bank, selection, document, form, theme."""
