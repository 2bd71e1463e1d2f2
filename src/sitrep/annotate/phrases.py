"""Noun phrases: how far the words of a noun reach."""

from spacy.tokens import Doc, Span, Token

PREMODIFIERS = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "advmod", "punct", "case", "neg", "preconj"}
)
COMPLEMENTS = frozenset({"of", "for", "in", "from", "at", "on", "with", "to", "near", "familiar", "close"})
LONGEST_COMPLEMENT = 14
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


def left_of(head: Token) -> int:
    """Returns the index of the first token that goes before `head` in its phrase without a break."""
    start = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in PREMODIFIERS or child.right_edge.i != start - 1:
            break
        if any((token.is_punct and token.text != "-") or token.is_space for token in child.doc[child.left_edge.i : start]):
            break
        start = child.left_edge.i
    return start


def core(head: Token) -> Span:
    """Returns `head` with the words before it: "Ukraine's State Emergency Service"."""
    return head.doc[left_of(head) : head.i + 1]


def complemented(head: Token) -> Span:
    """Returns `head` with the words before it and its complements: "the governor of the Kherson region"."""
    end = head.i + 1
    for child in head.rights:
        if child.i != end or not takes_complement(child):
            break
        end = complement_end(child)
    return head.doc[left_of(head) : end]


def takes_complement(child: Token) -> bool:
    """Whether a word right after a noun opens a complement of it."""
    return child.lower_ in COMPLEMENTS and child.dep_ in {"prep", "amod", "relcl", "acl", "advmod"}


def complement_end(child: Token) -> int:
    """Returns the index after a complement, cut before a comma, a verb or a dash."""
    doc, last = child.doc, min(child.right_edge.i, child.i + LONGEST_COMPLEMENT)
    for index in range(child.i + 1, last + 1):
        token = doc[index]
        if (token.is_punct and token.text not in {"-", "’", "'"}) or token.dep_ in {"relcl", "acl"} or token.is_space:
            return index
    return last + 1


def coordinated(head: Token) -> Span:
    """Returns the phrase of `head` with all that is joined to it by "and", appositions between commas and complements."""
    end = complemented(head).end
    last = max([end - 1, *(complemented(token).end - 1 for token in conjuncts_of(head))])
    return head.doc[left_of(head) : last + 1]


def conjuncts_of(head: Token) -> list[Token]:
    """Returns the nouns joined to `head` after it."""
    return [token for token in head.conjuncts if token.i > head.i and token.pos_ in NOMINAL]


def without_article(span: Span) -> Span:
    """Returns `span` without a leading article or demonstrative."""
    start = span.start
    while start < span.end - 1 and span.doc[start].lower_ in {"the", "a", "an", "this", "that", "these", "those"}:
        start += 1
    return span.doc[start : span.end]


def without_adverb(span: Span) -> Span:
    """Returns `span` without an adverb at its end ("the Ministry of Health there")."""
    end = span.end
    while end > span.start + 1 and span.doc[end - 1].pos_ == "ADV":
        end -= 1
    return span.doc[span.start : end]


def text_of(doc: Doc, start: int, end: int) -> str:
    """Returns the words of tokens `[start, end)` without a trailing possessive mark, line breaks as blanks."""
    while end - 1 > start and doc[end - 1].text in {"'s", "’s", "'", "’", ","}:
        end -= 1
    return " ".join(doc[start:end].text.split())
