from datetime import datetime

from knowledge.desks.desk import Contact, Desk, desk
from knowledge.models import ContactDetail, Organisation, Service
from knowledge.values.hours import ZONE, hours_at

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZONE)


def made(*details: ContactDetail, kind: str = "care") -> Desk:
    service = Service(pk=1, organisation=Organisation(kind=kind))
    prefetched = ContactDetail.objects.none()
    prefetched._result_cache = list(details)
    service._prefetched_objects_cache = {"contact_details": prefetched}
    return desk(service, NOON)


def detail(kind: str, value: str, hours: str = "") -> ContactDetail:
    return ContactDetail(kind=kind, value=value, opening_hours=hours)


def test_the_phone_comes_first_then_chat_then_the_rest():
    found = made(
        detail("email", "a@b.nl"), detail("chat", "https://c.nl"), detail("phone", "0800-2000")
    )
    assert [contact.detail.kind for contact in found.contacts] == ["phone", "chat", "email"]
    assert found.primary.detail.kind == "phone"
    assert len(found.others) == 2


def test_a_desk_without_contacts_has_no_primary():
    assert made().primary is None
    assert made().phone is None
    assert not made().is_open


def test_it_is_open_when_any_contact_is():
    assert made(detail("phone", "112"), detail("chat", "https://c.nl", "24/7")).is_open
    assert not made(detail("phone", "112")).is_open


def test_an_emergency_service_is_one():
    assert made(kind="emergency").is_emergency
    assert not made().is_emergency


def test_a_contact_carries_its_hours():
    phone = detail("phone", "112", "24/7")
    assert made(phone).primary == Contact(phone, hours_at("24/7", NOON), phone.confirmation(NOON))
