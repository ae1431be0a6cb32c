"""Dialogs: modal screens with typed results, None when they are left with escape."""
