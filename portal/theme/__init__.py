"""Theme of the site: colours, the theme of an organisation, and a page with all components."""
