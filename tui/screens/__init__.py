"""The screens: they hold the library and turn messages into calls."""
