# What is of a class is also of every more general one.
# The prefixes of ontology/terms.py are known; rules run one after the other in one update.
INSERT { GRAPH <https://w3id.org/querschnitt/graph/inferred> { ?thing a ?general } }
USING <https://w3id.org/querschnitt/graph/current>
USING <https://w3id.org/querschnitt/graph/vocabulary>
USING <https://w3id.org/querschnitt/graph/inferred>
USING NAMED <https://w3id.org/querschnitt/graph/current>
WHERE {
  ?class rdfs:subClassOf+ ?general .
  GRAPH <https://w3id.org/querschnitt/graph/current> { ?thing a ?class }
  FILTER NOT EXISTS { ?thing a ?general }
}
