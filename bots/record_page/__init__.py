"""The record page: what a therapist reads in a browser, behind a second factor."""
