"""Texts of the API description: title, summaries and parameters, in the active language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLE = _("Verwijswijzer: the directory of desks")
ABOUT = _(
    "All public data on the desks in this directory, as Open Referral HSDS 3.2. No key "
    "and no cookies needed, in Dutch and English (Accept-Language or lang)."
)
SUMMARIES: dict[str, Promise] = {
    "/": _("What this API is, and where to find its description"),
    "/services": _("All desks, including those that no longer exist"),
    "/services/{id}": _("One desk, with everything that is known about it"),
    "/organizations": _("All organisations that run desks"),
    "/organizations/{id}": _("One organisation"),
    "/taxonomies": _("The taxonomies our attributes are taken from"),
    "/taxonomies/{id}": _("One taxonomy"),
    "/taxonomy_terms": _("The terms of our taxonomies"),
    "/taxonomy_terms/{id}": _("One term"),
    "/service_at_locations": _("The addresses of desks"),
    "/service_at_locations/{id}": _("One address of a desk"),
}
PARAMETERS: dict[str, Promise] = {
    "id": _("The identifier (UUID); it never changes."),
    "lang": _("The language of the texts; takes precedence over Accept-Language."),
    "search": _("Words to search for; best match first."),
    "page": _("Page number; pages after the last one are empty."),
    "per_page": _("Number per page: 50 by default, 100 at most."),
    "format": _("ndjson: everything at once, one record on each line."),
    "taxonomy_term_id": _("Only records with this term among their attributes."),
    "taxonomy_id": _("Only records with a term from this taxonomy."),
    "organization_id": _("Only what this organisation offers."),
    "modified_after": _("Only what changed at this time or later. UTC unless stated otherwise."),
    "full": _("Everything that is known about each."),
    "full_service": _("With its services, each with everything that is known about it."),
    "minimal": _("Only the id and modification time, of all of them at once."),
    "top_only": _("Only terms without a parent; this applies to all our terms."),
    "parent_id": _("Only terms below this one; there are none."),
}
