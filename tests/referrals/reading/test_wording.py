"""What is supposed, asked, quoted or denied from afar is possible, and never certain."""

import pytest

from tests.referrals.reading.small_guide import answered, desks, understood


@pytest.mark.parametrize(
    "text",
    [
        "stel dat hij opgesloten is",
        "wat als hij opgesloten is",
        "als de jongen opgesloten is bel ik",
        "what if hij is opgesloten",
        "we weten niet of hij opgesloten is",
        "is hij opgesloten?",
        "is de jongen opgesloten",
        "kan het zijn dat hij opgesloten is",
        "hij ontkent dat ze hem hebben opgesloten",
        "hij droomt dat hij is opgesloten",
        "hij is bang dat hij wordt opgesloten",
        "er zijn geen aanwijzingen dat hij nu is opgesloten",
        "geen sprake van dat hij is opgesloten",
        "hij is no longer in that house opgesloten",
        "hij is opgesloten geweest",
        "hij opgesloten: nee",
        "hij opgesloten? nee",
        "hij opgesloten klopt niet",
        "hij doet alsof hij opgesloten is",
        "hij vertelt over die keer dat hij opgesloten is",
        "in mijn boek is hij opgesloten",
        "rollenspel: hij is opgesloten",
        "een game waarin hij opgesloten is",
        "hij is veilig in plaats van opgesloten",
        "hij opgesloten in 2015",
        "niemand van de jongens die hij kent is opgesloten",
        "geen van de mannen die hij kent is opgesloten",
        "hij is opgesloten in zijn dromen",
        "hij opgesloten is er nu niet",
    ],
)
def test_what_is_not_said_for_certain_stands_in_the_box_and_is_not_certain(text):
    found = answered(text)
    assert found is not None
    assert found.position is None
    assert desks(found)[0] == "112"


@pytest.mark.parametrize(
    "text",
    [
        "hij is opgesloten, wat als hij roept",
        "als docent zie ik dat hij is opgesloten",
        "hij wil niet meer praten en is opgesloten",
        "hij is opgesloten. Nee, ik ken hem niet",
        "twee mannen of een auto, hij is opgesloten",
        "een stel mannen, hij is opgesloten",
        "is hij opgesloten? ja, hij is opgesloten",
        "hij zegt: ik ben opgesloten",
    ],
)
def test_danger_that_is_said_stays_certain(text):
    assert desks(answered(text)) == ["112"]


@pytest.mark.parametrize(
    "text", ["hij zei: ik ben rechercheur", "jongen says ik ben rechercheur, chantage"]
)
def test_the_work_of_whom_is_quoted_is_not_that_of_the_writer(text):
    assert understood(text).said("work") == set()
    assert understood(text).hinted("work") == {"police"}
    assert understood("ik ben rechercheur").said("work") == {"police"}


def test_a_situation_that_is_denied_or_supposed_leaves_the_others_possible():
    for text in ("cliënt 13, sekswerk? nee", "cliënt 13, stel dat hij sekswerk doet"):
        assert desks(answered(text)) == ["veilig-thuis", "helpwanted"]


def test_who_it_is_about_is_not_denied():
    assert understood("niemand die hem helpt, geen jongen zo, chantage").is_case
