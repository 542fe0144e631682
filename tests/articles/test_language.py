import pytest

from digests.articles.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council voted on Monday to close the old bridge.", "en"),
        ("Der Stadtrat hat beschlossen, die alte Brücke zu sperren.", "de"),
        ("Le conseil a voté lundi la fermeture du vieux pont.", "fr"),
        ("El ayuntamiento votó el lunes cerrar el viejo puente.", "es"),
        ("Міська рада проголосувала за закриття старого мосту.", "uk"),
        ("Совет проголосовал за закрытие старого моста.", "ru"),
        ("市议会周一投票决定关闭这座老桥，居民表示欢迎，并希望明年重新开放。", "zh"),
    ],
)
def test_a_sentence_tells_its_language(text, language):
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "Yes.", "12 34 56 78 90 " * 10, "OK 1:0 (HT)"])
def test_too_little_tells_nothing(text):
    assert detect(text) == ""
