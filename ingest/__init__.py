"""How facts come in: tables and documents become claims that name their source."""
