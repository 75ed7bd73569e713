"""How one talks to it: the command line, the HTTP interface and the settings."""
