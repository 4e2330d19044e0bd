"""A synthetic community with planted truth: arrays in, tables out, and labels that say what is in it."""
