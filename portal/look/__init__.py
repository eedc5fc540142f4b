"""What the site looks like: its colours, the theme of an organisation, the page of all components."""
