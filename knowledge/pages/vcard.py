"""vCard download of a desk."""

import hashlib

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from knowledge.caching.conditional import conditional_response
from knowledge.caching.public_pages import public_page
from knowledge.desks.desk import desk_view
from knowledge.desks.vcards import contacts_to_save, vcard
from knowledge.models import Service


@public_page
def service_vcard(request: HttpRequest, slug: str) -> HttpResponseBase:
    visible = Service.objects.visible_to(request.user).with_reach(request.user)
    service = get_object_or_404(visible, slug=slug)
    desk = desk_view(service, timezone.now())
    if not contacts_to_save(desk):
        raise Http404
    card = vcard(desk, address=settings.SITE_URL + service.get_absolute_url()).encode()
    headers = {"Content-Disposition": f'inline; filename="{service.slug}.vcf"'}
    return conditional_response(
        request,
        hashlib.sha256(card).hexdigest(),
        lambda: HttpResponse(card, content_type="text/vcard; charset=utf-8", headers=headers),
    )
