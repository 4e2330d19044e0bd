"""The doors to notices: one's own, those behind a link in a mail, and the admins' log."""
