"""The doors to the quarterly reviews."""
