"""Define the types passed between the stages: profile, bank, selection, document, form, theme."""
