"""Who is meant by a part of a name, or by a role."""

import pytest

from digests.quotes.called import is_called, is_end_of, is_held_by


@pytest.mark.parametrize(
    ("name", "person", "same"),
    [
        ("Ada Marsh", "Marsh", True),
        ("Ada Marsh", "ada marsh", True),
        ("Ada Marsh and Jon Vik", "Jon Vik", True),
        ("Ana Pérez", "Perez", True),
        ("Ada Marsh", "Eva Marsh", False),
        ("Ada Marshall", "Marsh", False),
        ("Ada Vik and Jon Marsh", "Ada Marsh", False),
        ("Ada Marsh", "", False),
        ("Ada Marsh", "-", False),
        ("Ada Q. Marsh", "Ada Marsh", True),
        ("Conor O’Malley", "O'Malley", True),
        ("Ursula von der Aue", "von der Aue", True),
        ("Bank of Tarn", "Tarn", False),
        ("Ada Marsh’s husband", "Ada Marsh", False),
        ("the Marsh campaign", "Marsh", False),
        ("a spokesman for Ada Marsh", "Ada Marsh", False),
        ("a spokesman for Ada Marsh", "the spokesman", True),
        ("one", "one", True),
        ("Ada Marsh, Jon Vik and Eva Roe", "Jon Vik and Eva Roe", True),
        ("Ada Marsh, Jon Vik and Eva Roe", "Ada Marsh and Eva Roe", False),
        ("王毅", "王毅", True),
    ],
)
def test_a_part_of_a_name_that_stands_together_is_enough(name, person, same):
    assert is_called(name, person) is same


@pytest.mark.parametrize(
    ("role", "person", "same"),
    [
        ("the mayor of Tarn", "mayor of Tarn", True),
        ("mayor of Tarn", "the mayor", True),
        ("mayor of Tarn", "Tarn", False),
        ("vice president", "the president", False),
        ("Marsh campaign adviser", "Marsh", False),
        ("President Marsh’s aide", "the president", False),
        ("mayor’s spokeswoman", "the mayor", False),
        ("a lorry driver from Tarn", "lorry driver", True),
        ("мэр Ольховска", "мэр", True),
        ("副总统", "总统", False),
        ("总统发言人", "总统", False),
        ("总统", "总统", True),
        ("", "", False),
    ],
)
def test_a_role_is_meant_from_its_start_or_whole(role, person, same):
    assert is_held_by(role, person) is same


def test_a_surname_is_the_end_of_a_whole_name():
    assert is_end_of("Marsh", "Ada Marsh")
    assert not is_end_of("Ada", "Ada Marsh")
    assert not is_end_of("Ada Marsh", "Ada Marsh")
    assert not is_end_of("", "Ada Marsh")
