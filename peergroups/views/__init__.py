"""The doors to the community, its groups, their seats and people."""
