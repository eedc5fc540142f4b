import pytest

from knowledge.values.phones import read_phone


@pytest.mark.parametrize(
    ("text", "display", "uri"),
    [
        ("112", "112", "tel:112"),
        ("116111", "116111", "tel:116111"),
        ("0800 2000", "0800-2000", "tel:08002000"),
        ("0800-0188", "0800-0188", "tel:08000188"),
        ("0900-8844", "0900-8844", "tel:09008844"),
        ("033 448 11 86", "033 448 11 86", "tel:+31334481186"),
        ("+31 33 4481186", "033 448 11 86", "tel:+31334481186"),
        ("070-361 47 47", "070 361 47 47", "tel:+31703614747"),
        ("040 219 3388", "040 219 33 88", "tel:+31402193388"),
        ("0183 123456", "0183 123 456", "tel:+31183123456"),
        ("0612345678", "06 1234 5678", "tel:+31612345678"),
        ("14 010", "14 010", "tel:14010"),
        ("+32 2 555 12 12", "+32 2 555 12 12", "tel:+3225551212"),
    ],
)
def test_a_number_is_shown_as_people_write_it_and_dialled_so_that_it_works(text, display, uri):
    phone = read_phone(text)
    assert (phone.display, phone.uri) == (display, uri)


@pytest.mark.parametrize(
    "text", ["", "abc", "12345", "0900", "0345 12345", "033 448 11 86 tst 4", "1234", "\x00"]
)
def test_what_cannot_be_dialled_is_refused(text):
    with pytest.raises(ValueError):
        read_phone(text)
