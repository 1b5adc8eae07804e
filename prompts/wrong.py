"""The one error of the ground floor."""

from __future__ import annotations


class CatalogWrong(Exception):
    """Our own words or the organisation's file cannot be used; the message names the file and the key."""
