# What holds by a relation also holds by every more general one.
# The prefixes of ontology/terms.py are known; rules run one after the other in one update.
INSERT { GRAPH <https://w3id.org/querschnitt/graph/inferred> { ?subject ?general ?object } }
USING <https://w3id.org/querschnitt/graph/current>
USING <https://w3id.org/querschnitt/graph/vocabulary>
USING <https://w3id.org/querschnitt/graph/inferred>
USING NAMED <https://w3id.org/querschnitt/graph/current>
WHERE {
  ?relation rdfs:subPropertyOf+ ?general .
  GRAPH <https://w3id.org/querschnitt/graph/current> { ?subject ?relation ?object }
  FILTER NOT EXISTS { ?subject ?general ?object }
}
