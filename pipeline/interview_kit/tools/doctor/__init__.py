"""Look at what a build needs from this computer: libraries, fonts, room to write, and what only helps."""
