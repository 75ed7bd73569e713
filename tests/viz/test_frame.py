"""Links lead to our own pages, in the reader's language, and lose nothing of the address."""

from viz.frame import PAGE_POLICY, Frame


def test_german_addresses_are_plain_and_english_ones_say_so() -> None:
    assert Frame("de").link("/gaps") == "/gaps"
    assert Frame("en").link("/gaps", {"order": "source"}) == "/gaps?order=source&lang=en"


def test_the_other_language_keeps_the_whole_address() -> None:
    frame = Frame("de", "/gaps", {"cell": "F-1.nobody", "order": "gap"})
    assert frame.in_language("en") == "/gaps?cell=F-1.nobody&order=gap&lang=en"
    assert Frame("en", "/gaps", {"order": "gap"}).in_language("de") == "/gaps?order=gap"


def test_one_parameter_can_change_or_go_while_the_others_stay() -> None:
    frame = Frame("de", "/gaps", {"order": "gap", "cell": "x"})
    assert frame.here("cell", cell="F-1") == "/gaps?order=gap&cell=F-1#cell"
    assert frame.here(cell="") == "/gaps?order=gap"


def test_what_is_put_into_an_address_cannot_leave_its_place() -> None:
    frame = Frame("de", "/list/a b", {"x": "1&y=2#z"})
    assert frame.here() == "/list/a%20b?x=1%26y%3D2%23z"
    assert frame.doc("measure", 'M"><script>') == "/doc/measure/M%22%3E%3Cscript%3E"


def test_every_link_stands_under_the_path_of_the_deployment() -> None:
    frame = Frame("de", "/gaps", root="/qs")
    assert frame.link("/") == "/qs/"
    assert frame.in_language("en") == "/qs/gaps?lang=en"
    assert frame.data("/doc/measure/M-1", "ttl") == "/qs/doc/measure/M-1.ttl"


def test_pages_may_load_nothing_from_elsewhere_and_no_inline_script() -> None:
    assert "default-src 'none'" in PAGE_POLICY
    assert "unsafe" not in PAGE_POLICY
    assert "http" not in PAGE_POLICY
