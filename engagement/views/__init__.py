"""The doors to what engagement means: for members first, then for those who lead and those who look after all."""
