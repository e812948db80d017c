"""What is shown in a browser on this computer."""
