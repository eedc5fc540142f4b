"""Reads opening hours as people write them, in Dutch, in English or in OpenStreetMap's notation."""

from knowledge.values.hours.opening_hours import OpeningHours, parse_hours


def read_hours(text: str) -> OpeningHours:
    """What `text` means. Raises HoursError when it cannot be read or could mean two things."""
    return parse_hours(text)
