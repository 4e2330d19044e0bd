"""The arithmetic of engagement: plain numbers in, plain numbers out. Nothing here knows of a database."""
