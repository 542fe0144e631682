"""Jobs are named where they are asked for; the names must stay true."""

from collections.abc import Callable
from importlib import import_module
from inspect import Parameter, signature
from typing import get_args, get_type_hints

import pytest

from digests import named_jobs
from digests.ports import Job

NAMES = [name for name, value in vars(named_jobs).items() if isinstance(value, Job)]


def function_of(name: str) -> Callable[..., object]:
    job: Job[..., object] = getattr(named_jobs, name)
    function: Callable[..., object] = getattr(import_module(job.module), job.name)
    return function


@pytest.mark.parametrize("name", NAMES)
def test_a_job_is_named_as_its_function_is(name):
    assert function_of(name).__name__ == name


@pytest.mark.parametrize("name", NAMES)
def test_a_job_takes_and_gives_what_its_function_does(name):
    taken, given = get_args(get_type_hints(named_jobs)[name])
    hints = get_type_hints(function_of(name))
    assert given == hints.pop("return")
    assert list(taken) == list(hints.values())[: len(taken)]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_job_does_not_hand_over_has_a_default(name):
    taken, _ = get_args(get_type_hints(named_jobs)[name])
    rest = list(signature(function_of(name)).parameters.values())[len(taken) :]
    assert [each.name for each in rest if each.default is Parameter.empty] == []


def test_there_are_jobs_to_hold_against_their_functions():
    assert len(NAMES) > 5
