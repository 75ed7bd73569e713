"""The surroundings of a thing as a network: for programs, and as a picture."""

from typing import Literal as OneOf

import networkx as nx

from api.knowledge import Knowledge
from api.places import reference_named
from graph.model import Reference
from graph.network import gexf, graphml, network, picture
from viz.frame import Language
from viz.network import picture as drawn

NetworkForm = OneOf["graphml", "gexf", "html"]
