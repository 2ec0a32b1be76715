"""Markdown to blocks whose every character knows its line and column."""
