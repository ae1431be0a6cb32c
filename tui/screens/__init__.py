"""Screens hold the library; they turn messages from widgets into calls, and models into views."""
