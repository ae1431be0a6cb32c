"""Annotations in TinyDB: the file, its records, and what is made of them."""
