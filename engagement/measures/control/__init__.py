"""Whether a group has changed, or only wavers as it always did."""
