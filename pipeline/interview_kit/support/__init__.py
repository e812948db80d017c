"""What every part of the program uses and nothing of it knows a kit: errors, messages, files, sandbox."""
