"""Check what a build needs from this computer: libraries, fonts, disk space, and optional programs."""
