"""The doors to what engagement means: for members first, then for those who look after others."""
