from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("Verwijswijzer: editing")
admin.site.site_title = "Verwijswijzer"
admin.site.index_title = _("What would you like to edit?")
