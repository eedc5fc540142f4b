"""Answers of a browser to a form that shows how it understood opening hours."""

import html
import re

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*opening_hours_seen)" value="([^"]*)">')
_TICK = re.compile(r'<input type="checkbox" name="([^"]*opening_hours_next_day)"( checked)?>')


def understood(response):
    """The hours that the page shows in words, by input name."""
    found = _HIDDEN.findall(response.content.decode())
    return {name: html.unescape(value) for name, value in found}


def agreed(response, sent, *, tick=False):
    """`sent` once more, with what the page adds: the hours that were shown, perhaps a tick."""
    boxes = _TICK.findall(response.content.decode())
    ticked = {name: "on" for name, checked in boxes if checked or tick}
    return {**sent, **understood(response), **ticked}
