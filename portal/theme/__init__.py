"""The look of the site: its colours, the theme of an organisation, all components on one page."""
