"""The values that pages are given, once in plain words and once in hostile ones."""

import pytest

from tests.viz.maker import hostile, plain
from tests.viz.samples import Sample, sample_in


@pytest.fixture
def sample() -> Sample:
    return sample_in(plain)


@pytest.fixture
def hostile_sample() -> Sample:
    return sample_in(hostile)
