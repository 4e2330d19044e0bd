"""Engagement in a large community: what it costs to count everything, and to count one more day."""
