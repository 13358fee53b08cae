import pytest

from paperbrowse.model.names import PersonName, parted


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Ada Example", PersonName("Example", "Ada")),
        ("Laurens van der Maaten", PersonName("Maaten", "Laurens", "van der")),
        ("Laurens Van Der Maaten", PersonName("Van Der Maaten", "Laurens")),
        ("Nguyen Van An", PersonName("An", "Nguyen Van")),
        ("Jean de La Fontaine", PersonName("La Fontaine", "Jean", "de")),
        ("Santiago Ramón y Cajal", PersonName("Ramón y Cajal", "Santiago")),
        ("van Gogh", PersonName("Gogh", "", "van")),
        ("danah boyd", PersonName("boyd", "danah")),
        ("Martin Luther King Jr.", PersonName("King", "Martin Luther", "", "Jr.")),
        ("Sammy Davis, Jr.", PersonName("Davis", "Sammy", "", "Jr.")),
        ("King, Jr., Martin Luther", PersonName("King", "Martin Luther", "", "Jr.")),
        ("van der Berg, Jan", PersonName("Berg", "Jan", "van der")),
        ("王 小明", PersonName("王", "小明")),
        ("王小明", PersonName(whole="王小明")),
        ("김민준", PersonName(whole="김민준")),
        ("Plato", PersonName(whole="Plato")),
        ("Gemini Team", PersonName(whole="Gemini Team")),
        ("The ATLAS Collaboration", PersonName(whole="The ATLAS Collaboration")),
        ("Research and Development Group (Town)", PersonName(whole="Research and Development Group (Town)")),
        (", a, b,", PersonName(whole=", a, b,")),
        ("", PersonName()),
    ],
)
def test_a_name_has_the_parts_that_bibliographies_need(printed: str, meant: PersonName) -> None:
    assert meant == parted(printed)


def test_a_group_is_sorted_by_its_whole_name() -> None:
    assert ("Maaten", "Gemini Team") == (parted("Laurens van der Maaten").sorted_by, parted("Gemini Team").sorted_by)
