"""Faults on purpose: hostile addresses, bombs, damaged sources, scripts in texts. See README.md in this folder."""
