"""The doors to what comes after a meeting."""
