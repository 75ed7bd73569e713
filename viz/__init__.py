"""How answers look: pages, matrices, networks and their tables, in German and English."""
