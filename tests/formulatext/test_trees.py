"""Formulas as trees: what is read and written is the same text, and binds as a spreadsheet program has it."""

from __future__ import annotations

import ironcalc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakipcalc.base.formulatext import (
    Call,
    Literal,
    Operator,
    Reference,
    Text,
    bracketed,
    call,
    changed,
    nodes,
    operation,
    parse,
    write,
)

SPACES = st.sampled_from(["", "", "", " ", "  ", "\n"])
REFERENCES = ["A10", "$B$11", "C$12", "E10:$F20", "'Tabel 3.2'!G14", "Data!$H15", "'A1 b''c'!B10:$C$12", "J:K",
    "10:12", "nama_A1", "Pajak.B2", "Data!Pajak", "T1[[#This Row],[A1]]", "[@kolom]", "[1]Data!A1", "'[2]A 1'!B2",
    "#REF!A1", "Q1!A1", "A1#"]  # fmt: skip
LITERALS = ["0", "3.14", ".5", "1E5", "1E+5", "2.5e-3", "TRUE", "#N/A", "#DIV/0!", '{1,2;3,"}"}', '"A1 ""B2"" x"',
    '""', "5%"]  # fmt: skip
SIGNS = ["+", "-", "*", "/", "^", "&", "=", "<>", "<=", ">=", "<", ">"]


def spaced(before, text, after):
    return f"{before}{text}{after}"


def several(inner):
    arguments = st.lists(st.one_of(inner, st.just("")), max_size=4).map(",".join)
    names = st.sampled_from(["SUM", "IF", "_xlfn.CONCAT", "LOG10", "sum"])
    return st.one_of(
        st.builds("{}{}{}".format, inner, st.sampled_from(SIGNS), inner),
        st.builds("{}({})".format, names, arguments),
        st.builds("{}{}".format, st.sampled_from(["-", "+", "("]), inner).map(closed),
        st.builds("({},{})".format, st.sampled_from(REFERENCES[:5]), st.sampled_from(REFERENCES[:5])),
        st.builds(spaced, SPACES, inner, SPACES),
        st.builds("{}%".format, inner),
    )


def closed(text):
    return f"{text})" if text.startswith("(") else text


FORMULAS = st.recursive(st.sampled_from(REFERENCES + LITERALS), several, max_leaves=12)


@given(FORMULAS)
def test_what_is_read_is_written_as_it_stood(formula):
    tree = parse(formula)
    assert tree is not None
    assert write(tree) == formula


@given(st.text(alphabet="A1B$()'\"[]{}#!:,+-*/^&=<>% .E", max_size=30))
def test_any_text_is_a_formula_that_stays_or_none(text):
    tree = parse(text)
    assert tree is None or write(tree) == text


@pytest.mark.parametrize(
    "text",
    ["", " ", "=A1", "SUM(A1", "A1)", "A1+", "*A1", "IF(A1;2)", '"buka', "'buka!A1", "T[a", "{1,2", "1 +", "A1!", "!A1",
     "(" * 500 + "1" + ")" * 500, "-" * 5000 + "1", "1+(" * 300 + "1" + ")" * 300],
)  # fmt: skip
def test_what_is_no_formula_has_no_tree(text):
    assert parse(text) is None


def test_long_sums_and_many_signs_stay_flat():
    terms = "+".join(f"A{row}" for row in range(1, 5001))
    tree = parse(terms)
    assert isinstance(tree, Operator)
    assert len(tree.parts) == 5000
    assert write(tree) == terms
    assert write(parse("5" + "%" * 9000)) == "5" + "%" * 9000


NUMBERS = st.sampled_from(["A1", "A2", "A3", "2", "3", "10%"])
SUMS = st.recursive(
    NUMBERS,
    lambda inner: st.one_of(
        st.builds("{}{}{}".format, inner, st.sampled_from(["+", "-", "*", "/", "^", "=", "<", "&"]), inner),
        st.builds("-{}".format, inner),
        st.builds("({})".format, inner),
        st.builds("{}%".format, inner),
        st.builds("MAX({},{})".format, inner, inner),
    ),
    max_leaves=6,
)


def with_all_brackets(tree):
    """Return a tree in which each operator and each operand stands in brackets."""
    if not isinstance(tree, Operator | Call):
        return tree
    parts = [with_all_brackets(part) for part in tree.parts]
    if isinstance(tree, Call):
        return call(tree.name, *parts)
    if len(parts) == 1:
        operand, signs = write(parts[0]), "".join(tree.signs)
        return parse(f"({operand}{signs})" if "%" in signs else f"({signs}{operand})")
    first, *others = parts
    for sign, other in zip(tree.signs, others, strict=True):
        first = bracketed(operation(sign, first, other))
    return first


@pytest.fixture(scope="module")
def engine():
    model = ironcalc.create("m", "en", "UTC", "en")
    for row, value in enumerate(("4", "-3", "0.5"), start=1):
        model.set_user_input(0, row, 1, value)
    return model


@given(SUMS)
def test_operators_bind_as_another_engine_has_it(engine, formula):
    explicit = write(with_all_brackets(parse(formula)))
    engine.set_user_input(0, 1, 3, f"={formula}")
    engine.set_user_input(0, 2, 3, f"={explicit}")
    engine.evaluate()
    assert engine.get_formatted_cell_value(0, 1, 3) == engine.get_formatted_cell_value(0, 2, 3)


@given(SUMS)
def test_a_tree_made_anew_has_the_brackets_that_it_needs_and_says_the_same(formula):
    tree = parse(formula)
    assert parse(write(rebuilt(tree))) == tree


def rebuilt(tree):
    """Return a tree made of its parts by those who make trees, with no spelling left."""
    if isinstance(tree, Reference):
        return Reference(tree.text, tree.sheets, tree.kind)
    if not isinstance(tree, Operator | Call):
        return type(tree)(tree.value if isinstance(tree, Text) else tree.text)
    parts = [rebuilt(part) for part in tree.parts]
    if isinstance(tree, Call):
        return call(tree.name, *parts)
    if len(parts) == 1 and tree.signs[0] == "%":
        return parse(f"({write(parts[0])}){''.join(tree.signs)}")
    first, *others = parts
    if not others:
        return operation(tree.signs[0], first)
    for at, (sign, other) in enumerate(zip(tree.signs, others, strict=True)):
        chain = at == 0 and isinstance(first, Operator)
        first = operation(sign, bracketed(first) if chain else first, other)
    return first


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1", "B1"),
        (" A1 + 'Tabel 1'!A1*( A1 )", " B1 + 'Tabel 1'!B1*( B1 )"),
        ('IF( A1 = "A1" ,SUM(A1:A9) , A1 )', 'IF( B1 = "A1" ,SUM(A1:A9) , B1 )'),
        ("Data!A1&A2", "Data!B1&A2"),
    ],
)  # fmt: skip
def test_a_change_leaves_all_else_as_it_stood(formula, moved):
    def move(node):
        is_it = isinstance(node, Reference) and node.text == "A1"
        return Reference("B1", node.sheets, node.kind, node.glue) if is_it else None

    assert write(changed(parse(formula), move)) == moved


def test_what_takes_a_place_gets_the_brackets_that_it_needs():
    total = parse("B1+B2")

    def put(node):
        return total if node == Reference("A1") else None

    texts = ["A1*2", "2*A1", "A1-1", "1-A1", "-A1", "A1%", "SUM(A1)", "(A1)*2"]
    given = [write(changed(parse(text), put)) for text in texts]
    wanted = ["(B1+B2)*2", "2*(B1+B2)", "B1+B2-1", "1-(B1+B2)", "-(B1+B2)", "(B1+B2)%", "SUM(B1+B2)"]
    assert given[:-1] == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A1+B1", " A1 + B1"),
        ("(A1/B1)*100", "A1/B1*100"),
        ("Data!A1", "'Data'!A1"),
        ("SUM(A1, B1)", "SUM(A1,B1)"),
    ],
)
def test_two_spellings_are_one_tree(one, other):
    if one.startswith("("):
        assert parse(one) == Operator(("*",), (parse("A1/B1"), Literal("100")), ("", "*", ""))
    else:
        assert parse(one) == parse(other)


def test_nodes_come_from_left_to_right():
    found = [
        node.text for node in nodes(parse("IF(A1=2,SUM(B1:B3),'x y'!C1)")) if isinstance(node, Reference)
    ]
    assert found == ["A1", "B1:B3", "C1"]
