"""Who is meant by a name with a title, an aside or a place."""

import pytest

from digests.quotes.meant import is_meant

TOWN = (
    "Mayor Marsh and Deputy Vik met Kim Roe of Tarn, Mr Lund and Mrs Lund. Captain"
    " Bell spoke to Tom Bell. A tired Marsh left. A lawyer for Kim Roe came."
)


@pytest.mark.parametrize(
    ("name", "role", "person"),
    [
        ("Ada Marsh", "", "Ms Marsh"),
        ("Ada Marsh", "", "Mrs. Ada Marsh"),
        ("Zuli Marsh", "", "Mr Marsh"),
        ("Ada Marsh", "mayor of Tarn", "Mayor Ada Marsh"),
        ("Ada Marsh", "mayor of Tarn", "Ada Marsh, mayor"),
        ("Ada Marsh", "mayor of Tarn", "Ms Marsh, mayor of Tarn"),
        ("Ada Marsh", "", "Mayor Marsh"),
        ("Ada Marsh", "", "Ada Marsh (Green)"),
        ("Ada Marsh", "", "Marsh’s"),
        ("Marsh", "", "a tired Marsh"),
        ("Kim Roe", "", "Kim Roe of Tarn"),
        ("Ada Marsh and Jon Vik", "", "Deputy Vik"),
        ("毛宁", "发言人", "发言人毛宁"),
        ("田中", "", "田中氏"),
    ],
)
def test_it_is_the_same_person(name, role, person):
    assert is_meant(name, role, person, TOWN)


@pytest.mark.parametrize(
    ("name", "role", "person"),
    [
        ("Ada Marsh", "", "Mr Marsh"),
        ("Tom Marsh", "", "Mrs Marsh"),
        ("Zuli Lund", "", "Mr Lund"),
        ("Ada Marsh", "", "Eva Marsh"),
        ("Ada Marsh", "", "Senator Marsh"),
        ("Ada Bell", "", "Captain Bell"),
        ("Kim Roe", "", "a lawyer for Kim Roe"),
        ("Kim Roe", "", "Kim Roe of Corran"),
        ("Kim Roe’s lawyer", "", "Kim Roe"),
        ("Ada Marsh", "mayor of Tarn", "Tarn"),
        ("Ada Marsh", "mayor of Tarn", "Vik, mayor"),
        ("Ada Marsh", "mayor of Tarn", "(Green)"),
        ("", "", "Ada Marsh"),
        ("毛宁", "发言人", "总统"),
    ],
)
def test_it_is_somebody_else_or_may_be(name, role, person):
    assert not is_meant(name, role, person, TOWN)
