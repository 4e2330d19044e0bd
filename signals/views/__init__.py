"""The doors to what asks for a look, and to what is done about it."""
