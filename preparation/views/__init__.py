"""The doors to what is prepared before a meeting."""
