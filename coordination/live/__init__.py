"""Live pages: that something changed is told at once; what changed, each reader asks for and sees as they may."""
