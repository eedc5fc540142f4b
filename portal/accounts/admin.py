"""Admin of people: invite, assign a role, close an account. Accounts are never deleted."""

from importlib import import_module
from smtplib import SMTPException
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.invitations import has_accepted, send_invitation
from portal.accounts.roles import Role, give_role, role_of


class PersonForm(forms.ModelForm):
    """A person with an email address, which is also their login, a name and one role."""

    email = forms.EmailField(label=gettext_lazy("Email address"), max_length=150)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)

    class Meta:
        model = User
        fields = ("email", "first_name", "last_name", "is_active")
        labels = {"is_active": gettext_lazy("may sign in")}
        help_texts = {
            "is_active": gettext_lazy("Untick this to close the account. Accounts are not deleted.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "role" in self.fields:
            self.fields["role"].initial = role_of(self.instance)

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        others = User.objects.exclude(pk=self.instance.pk)
        addresses = EmailAddress.objects.exclude(user=self.instance.pk)
        if (
            others.filter(email__iexact=email).exists()
            or others.filter(username__iexact=email).exists()
            or addresses.filter(email__iexact=email).exists()
        ):
            raise forms.ValidationError(_("This address is already in use."))
        return email


class RoleFilter(admin.SimpleListFilter):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Role.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class PersonAdmin(admin.ModelAdmin):
    form = PersonForm
    list_display = ("email", "name", "role", "is_active", "accepted", "last_login")
    list_filter = ("is_active", RoleFilter)
    search_fields = ("email", "first_name", "last_name")
    ordering = ("email",)
    actions = ("invite_again", "ask_for_new_second_factor")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups", "emailaddress_set")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("email", "first_name", "last_name", "role", "is_active")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A verified address is fixed; nobody changes their own role or closes their account."""
        fixed = []
        if obj and has_accepted(obj):
            fixed.append("email")
        if obj and (obj == request.user or obj.is_superuser):
            fixed.append("role")
        if obj == request.user:
            fixed.append("is_active")
        return fixed

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or _is_superuser(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if "email" in form.cleaned_data:
            obj.username = obj.email
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if "role" in form.cleaned_data:
            give_role(obj, Role(form.cleaned_data["role"]))
        if not has_accepted(obj) and "email" in form.changed_data:
            _send(request, obj)

    @admin.display(description=gettext_lazy("name"))
    def name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description=gettext_lazy("role"))
    def role(self, person: User) -> str:
        if person.is_superuser:
            return _("may do everything")
        names = {group.name for group in person.groups.all()}
        roles = [role for role in Role if role in names]
        return str(roles[-1].label) if roles else _("none")

    @admin.display(description=gettext_lazy("address verified"), boolean=True)
    def accepted(self, person: User) -> bool:
        return any(address.verified for address in person.emailaddress_set.all())  # type: ignore[attr-defined]

    @admin.action(permissions=["change"], description=gettext_lazy("Send the invitation again"))
    def invite_again(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            if not person.is_active or has_accepted(person):
                message = _("%s already has a password or may not sign in: nothing was sent.")
                messages.warning(request, message % person.email)
            else:
                _send(request, person)

    @admin.action(
        permissions=["change"],
        description=gettext_lazy("Remove the second factor (if the user has lost it)"),
    )
    def ask_for_new_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            if person == request.user or not self.has_change_permission(request, person):
                messages.error(request, _("You cannot do this for %s.") % person.email)
                continue
            Authenticator.objects.filter(user=person).delete()
            self.log_change(request, person, "Second factor removed.")
            message = _("%s will be asked to set up a new second factor at the next sign-in.")
            messages.success(request, message % person.email)


def _is_superuser(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.is_superuser


def _send(request: HttpRequest, person: User) -> None:
    try:
        send_invitation(person)
    except (OSError, SMTPException):
        message = _("The invitation could not be sent. Check the mail settings and send it again.")
        messages.error(request, message)
    else:
        messages.success(request, _("An invitation has been sent to %s.") % person.email)


def register(site: admin.AdminSite) -> None:
    """Replace the admins of Django and django-allauth: those show secrets, and grant permissions
    outside the roles.
    """
    for app in ("django.contrib.auth", "allauth.account", "allauth.mfa", "allauth.socialaccount"):
        import_module(f"{app}.admin")  # so that none registers again afterwards
    replaced = [
        model
        for model in site._registry
        if model._meta.app_label in {"auth", "account", "mfa", "socialaccount"}
    ]
    site.unregister(replaced)
    site.register(User, PersonAdmin)
