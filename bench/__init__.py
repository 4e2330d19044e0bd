"""Measurements. Ratios to a floor that is measured in the same run, because machines are noisy."""
