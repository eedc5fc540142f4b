"""What search engines and other sites say about a page: its `meta` description, by URL name."""

from django.utils.translation import gettext_lazy as _

DESCRIPTIONS = {
    "home": _(
        "For professionals who suspect that a boy or young man is being sexually exploited: who "
        "to call, and why."
    ),
    "guide": _(
        "Answer a few closed questions and see which desk to contact first, whether it is open "
        "now, and what to do next."
    ),
    "guide_map": _("The whole guide on one page: every question, every answer and where it leads."),
    "services": _(
        "All desks for boys and young men who are being exploited, and for professionals who are "
        "worried: phone numbers and opening hours."
    ),
    "organisations": _("The organisations behind the desks: what they do, and how to reach them."),
    "factsheets": _(
        "Factsheets to print, each for one profession: who to call, what to do and what the law "
        "says, on one or two pages."
    ),
    "knowledge": _(
        "What is known about sexual exploitation of boys: signs, places, law, guidance, figures "
        "and sources."
    ),
    "exploitation_forms": _(
        "Forms of sexual exploitation of boys and young men, and how to tell one from another."
    ),
    "signals": _(
        "Signs that may point to sexual exploitation of a boy, and what else they may mean. Tick "
        "what you saw."
    ),
    "places": _(
        "Places, online and elsewhere, where boys are approached or where exploitation happens."
    ),
    "articles": _(
        "Articles of law about sexual exploitation of minors and adults, in plain words."
    ),
    "offences": _(
        "A table of sexual offences by age: which article applies, and what the maximum penalty is."
    ),
    "guidance_list": _(
        "Guidance for professionals: how to recognise, talk, report and work together, with what "
        "to do and what to avoid."
    ),
    "resources": _(
        "Instruments, training, films and programmes for those who work with boys at risk."
    ),
    "figures": _(
        "Key figures on boys and sexual exploitation: what each counts, for which period, and how "
        "to read it."
    ),
    "sources": _("Every source behind the facts on this site, with publisher, year and link."),
    "embeds": _("Show a desk of this site on your own site, with details that stay up to date."),
    "open_data": _("The content of this site as open data for other programs, and how to use it."),
    "about": _("What this site is, who makes it, and how its details are kept right."),
    "privacy": _(
        "This site asks nothing about people and keeps nothing of what you choose or type."
    ),
    "leaving": _("How to look at this site without others noticing, and how to leave it at once."),
    "accessibility": _("How accessible this site is, what is not right yet, and who to tell."),
    "offline": _("Save this site on your device, to find the right desk without a connection."),
}
