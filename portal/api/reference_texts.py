"""Texts of the API description: title, summaries and parameters, in the active language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLE = _("Verwijswijzer: the directory of desks")
ABOUT = _(
    "What anybody may see of the desks in this directory, as Open Referral HSDS 3.2. Without a key "
    "and without cookies, in Dutch and English (Accept-Language or lang)."
)
SUMMARIES: dict[str, Promise] = {
    "/": _("What this is, and where its description stands"),
    "/services": _("All desks, also those that are no longer there"),
    "/services/{id}": _("One desk, with everything that is known"),
    "/organizations": _("All organisations that stand behind desks"),
    "/organizations/{id}": _("One organisation"),
    "/taxonomies": _("The taxonomies of which our attributes are terms"),
    "/taxonomies/{id}": _("One taxonomy"),
    "/taxonomy_terms": _("The terms of our taxonomies"),
    "/taxonomy_terms/{id}": _("One term"),
    "/service_at_locations": _("The addresses of desks"),
    "/service_at_locations/{id}": _("One address of a desk"),
}
PARAMETERS: dict[str, Promise] = {
    "id": _("The identifier (UUID); it never changes."),
    "lang": _("The language of the texts; goes before Accept-Language."),
    "search": _("Words to search for; the best match first."),
    "page": _("Which page; after the last it is empty."),
    "per_page": _("How many on a page: 50 unless told, at most 100."),
    "format": _("ndjson: everything at once, one record on each line."),
    "taxonomy_term_id": _("Only what has this term among its attributes."),
    "taxonomy_id": _("Only what has some term of this taxonomy."),
    "organization_id": _("Only what this organisation offers."),
    "modified_after": _("Only what changed at this moment or later. UTC unless it says so."),
    "full": _("Everything that is known of each."),
    "full_service": _("With its services, each with everything that is known."),
    "minimal": _("Only id and moment of change, of all of them at once."),
    "top_only": _("Only terms without a parent; that is all of ours."),
    "parent_id": _("Only terms under this one; there are none."),
}
