"""What asks for a look, found in plain numbers: nothing here knows of the database or of pages."""
