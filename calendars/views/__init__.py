"""The doors for calendars and for those who have one."""
