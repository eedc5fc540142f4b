"""The data that a browser would submit for a form."""

import pytest

from tools.drill.forms import form_with

PAGE = """
<form method="get"><input name="name" value="not this one"></form>
<form method="post" action="/here/">
  <input type="hidden" name="name" value="a &amp; b"><input type="submit" name="_go" value="Go">
  <input type="checkbox" name="ticked" checked><input type="checkbox" name="not">
  <input name="off" value="x" disabled><input type="file" name="file">
  <textarea name="text">
two
lines</textarea>
  <select name="one"><option value="1">1</option><option value="2" selected>2</option></select>
  <select name="first"><option value="">-</option><option value="2">2</option></select>
  <select name="many" multiple><option value="1">1</option></select>
  <select><option value="nobody's"></option></select>
</form>
"""


def test_the_form_that_is_posted_with_all_that_is_filled_in():
    form = form_with(PAGE, "name")
    assert form.action == "/here/"
    assert form.pairs == [
        ("name", "a & b"),
        ("ticked", "on"),
        ("text", "two\nlines"),
        ("one", "2"),
        ("first", ""),
    ]


def test_only_fields_that_are_there_can_be_filled_in():
    form = form_with(PAGE, "name")
    assert ("text", "new") in form.filled(text="new")
    with pytest.raises(KeyError, match="missing"):
        form.filled(missing="x")


def test_a_page_without_such_a_form_says_so():
    with pytest.raises(LookupError, match="nowhere"):
        form_with(PAGE, "nowhere")
