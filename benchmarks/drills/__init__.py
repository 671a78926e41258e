"""Drills: what the portal promises for bad days, tried on a whole portal and counted."""
