"""What speaks SPARQL with others: query, update, graph store, and their description."""
