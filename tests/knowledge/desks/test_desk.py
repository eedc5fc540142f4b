from datetime import datetime

from knowledge.desks.desk import Contact, DeskView, desk_view
from knowledge.models import ContactDetail, Organisation, Service
from knowledge.values.hours.opening_hours import ZONE, hours_at

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZONE)


def view(*details: ContactDetail, kind: str = "care") -> DeskView:
    service = Service(pk=1, organisation=Organisation(kind=kind))
    prefetched = ContactDetail.objects.none()
    prefetched._result_cache = list(details)
    service._prefetched_objects_cache = {"contact_details": prefetched}
    return desk_view(service, NOON)


def detail(kind: str, value: str, hours: str = "") -> ContactDetail:
    return ContactDetail(kind=kind, value=value, opening_hours=hours)


def test_the_phone_comes_first_then_chat_then_the_rest():
    desk = view(
        detail("email", "a@b.nl"), detail("chat", "https://c.nl"), detail("phone", "0800-2000")
    )
    assert [contact.detail.kind for contact in desk.contacts] == ["phone", "chat", "email"]
    assert desk.primary.detail.kind == "phone"
    assert len(desk.others) == 2


def test_a_desk_without_contacts_has_no_primary():
    assert view().primary is None
    assert view().phone is None
    assert not view().is_open


def test_it_is_open_when_any_contact_is():
    assert view(detail("phone", "112"), detail("chat", "https://c.nl", "24/7")).is_open
    assert not view(detail("phone", "112")).is_open


def test_an_emergency_service_is_one():
    assert view(kind="emergency").is_emergency
    assert not view().is_emergency


def test_a_contact_carries_its_hours():
    phone = detail("phone", "112", "24/7")
    assert view(phone).primary == Contact(phone, hours_at("24/7", NOON), phone.confirmation(NOON))


def test_it_expires_when_the_first_of_its_contacts_changes():
    def at(hour: int) -> datetime:
        return NOON.replace(hour=hour)

    phone, chat = (
        detail("phone", "112", "09:00-17:00"),
        detail("chat", "https://c.nl", "09:00-16:00"),
    )
    assert view(phone).expires_at == at(17)
    assert view(phone, chat).expires_at == at(16)
    assert view(detail("phone", "112", "24/7")).expires_at is None


def test_a_confirmation_that_falls_due_expires_it_too():
    phone = detail("phone", "112", "24/7")
    phone.confirmed_at = NOON
    assert view(phone).expires_at == phone.confirmation(NOON).due_at
