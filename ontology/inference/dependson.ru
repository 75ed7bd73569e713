# What a dependency joins depends on one another directly.
# The prefixes of ontology/terms.py are known; rules run one after the other in one update.
INSERT { GRAPH <https://w3id.org/querschnitt/graph/inferred> { ?dependent qs:dependsOn ?prerequisite } }
USING <https://w3id.org/querschnitt/graph/current>
USING <https://w3id.org/querschnitt/graph/vocabulary>
USING <https://w3id.org/querschnitt/graph/inferred>
WHERE {
  ?dependency qs:dependent ?dependent ; qs:prerequisite ?prerequisite .
  FILTER NOT EXISTS { ?dependent qs:dependsOn ?prerequisite }
}
