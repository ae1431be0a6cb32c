"""The terminal interface: what is on the screen, and the `briefreader` command."""
