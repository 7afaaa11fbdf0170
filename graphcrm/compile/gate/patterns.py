"""Patterns: each node with its label, each relation with its types, each walk with its end."""

from __future__ import annotations

from graphcrm.compile.gate.cursor import Cursor
from graphcrm.compile.gate.meaning import Node
from graphcrm.compile.gate.values import ENTITY, Value

_STEPS = 20


class Patterns(Cursor):
    """Reads patterns. Expressions within them are read by who inherits this."""

    def expression(self) -> Value:
        raise AssertionError("read by the grammar of expressions")

    def patterns(self) -> None:
        self.separated(self.path)

    def path(self) -> None:
        """[name =] [SHORTEST n] node relation node …, or a group of these that repeats."""
        if self.is_name() and self.sign("=", ahead=1):
            self.meaning.value(self.take().value, ENTITY)
            self.expect("=")
        if self.word("SHORTESTPATH", "ALLSHORTESTPATHS"):
            self.take()
            self.expect("(")
            self._steps(shortest=True)
            self.expect(")")
            return
        if self.take_word_if("ANY") or self.take_word_if("ALL"):
            self.expect_word("SHORTEST")
        elif self.take_word_if("SHORTEST"):
            self.whole_number(most=10)
        self._steps()

    def starts_pattern(self) -> bool:
        """Whether what stands here, where an expression may, is a pattern: `(a)-[`, `(a:X)--`, `(a)<-[` …  What the
        server could take for one is read as one."""
        if not self.sign("("):
            return False
        depth, ahead = 0, 0
        while True:  # ends: with the bracket that closes this one, or the text
            token = self.peek(ahead)
            if token.kind == "END":
                return False
            depth += self.sign("(", "{", "[", ahead=ahead) - self.sign(")", "}", "]", ahead=ahead)
            ahead += 1
            if depth == 0:
                break
        if self.sign("<", ahead=ahead):
            ahead += 1
        if not (self.sign("-", ahead=ahead) and self.sign("-", "[", ahead=ahead + 1)):
            return False
        inside = 1
        inside += self.is_name(inside)
        return self.sign(")", ":", "{", ahead=inside) or self.word("WHERE", "IS", ahead=inside)

    def _steps(self, *, shortest: bool = False) -> None:
        last = self._part()
        while self.sign("(", "-", "<"):  # ends: each turn takes tokens
            if self.sign("("):
                last = self._part()
                continue
            types, walks = self._relation(shortest)
            node = self._node()
            if last is not None and not walks:
                last.beside.append((types, node))
                node.beside.append((types, last))
            last = node

    def _part(self) -> Node | None:
        """A node, or a group that repeats."""
        grouped = self.sign("(", ahead=1) or (self.is_name(1) and self.sign("=", ahead=2))
        if not grouped:
            return self._node()
        with self.deeper():
            self.expect("(")
            self.path()
            if self.take_word_if("WHERE"):
                self.expression()
            self.expect(")")
            self._times()
        return None

    def _times(self) -> None:
        """{2}, {1,3}, {,3}: how often, at most twenty times."""
        if not self.sign("{"):
            raise self.refused(f"Say how often this may repeat, as {{1,3}}; at most {_STEPS} times.")
        self.expect("{")
        if self.peek().kind == "NUMBER":
            self.whole_number(most=_STEPS)
        if self.take_if(","):
            self.whole_number(most=_STEPS)
        self.expect("}")

    def whole_number(self, *, most: int) -> int:
        token = self.peek()
        if token.kind != "NUMBER" or not token.value.isdigit():
            raise self.unread(f"a whole number up to {most}")
        if len(token.value) > 9 or int(token.value) > most:
            raise self.refused(f"{most} is the most here.")
        return int(self.take().value)

    def _node(self) -> Node:
        where = self.where()
        self.expect("(")
        name = self.new_name() if self.is_name() else None
        node = Node(name, self._labels(), where)
        self.meaning.node(node)
        if not node.labels:
            self.write(node)
        if self.sign("{"):
            self._said(node.labels, name)
        if self.take_word_if("WHERE"):
            self.expression()
        self.expect(")")
        return node

    def _labels(self) -> list[str]:
        if not self.take_if(":") and not self.take_word_if("IS"):
            return []
        found = [self.name("a label")]
        while self.take_if("|", "&", ":"):  # ends: each turn takes tokens
            found.append(self.name("a label"))
        return found

    def labels_of_variable(self) -> None:
        """x:Label in a condition."""
        self.expect(":")
        while True:  # ends: each turn takes tokens
            label = self.name("a label")
            if label not in self.meaning.reach.labels and label not in self.meaning.reach.types:
                raise self.refused(f"There is no label {label} that you may ask for.")
            if not self.take_if("|", "&"):
                return

    def _said(self, owners: list[str], name: str | None) -> None:
        """{key: value} of a node or relation."""
        self.expect("{")

        def one() -> None:
            where = self.where()
            key = self.name("a property")
            if owners:
                self.meaning.property_of(owners, key, where)
            elif name is not None:
                self.meaning.property(self.meaning.variable(name), key, where)
            else:
                raise self.refused("Say what the node is: (:Organization {name: …}).")
            self.expect(":")
            self.expression()

        if not self.sign("}"):
            self.separated(one)
        self.expect("}")

    def _relation(self, shortest: bool) -> tuple[list[str], bool]:
        """Its types, and whether it may take several steps."""
        where = self.where()
        self.take_if("<")
        self.expect("-")
        if not self.sign("["):
            raise self.refused("Say which relations are meant: -[:HOLDS]->.")
        self.expect("[")
        name = self.new_name() if self.is_name() else None
        if not self.take_if(":"):
            raise self.refused("Say which relations are meant: -[:HOLDS]->.")
        types = [self.name("a type of relation")]
        while self.take_if("|"):  # ends: each turn takes tokens
            self.take_if(":")
            types.append(self.name("a type of relation"))
        walks = self._length()
        if self.sign("{"):
            self._known(types, where)
            self._said(types, name)
        if name is not None and walks:
            self.meaning.value(name, ENTITY)  # a list of them
        inner = self.take_word_if("WHERE")
        if inner:
            self.meaning.relation(name, types, where, walks=walks)
            self.expression()
        self.expect("]")
        self.expect("-")
        self.take_if(">")
        if self.sign("{") and not shortest:
            walks = True
            self._times()
        self.meaning.relation(name, types, where, walks=walks)
        return types, walks

    def _known(self, types: list[str], where: str) -> None:
        self.meaning.relation(None, types, where, walks=False)

    def _length(self) -> bool:
        """*1..3, *2, *..3: whether there is one."""
        if not self.take_if("*"):
            return False
        if self.peek().kind == "NUMBER":
            self.whole_number(most=_STEPS)
            if not self.take_if(".."):
                return True
        elif not self.take_if(".."):
            raise self.refused(f"Say how far this may go, as *1..3; at most {_STEPS} steps.")
        self.whole_number(most=_STEPS)
        return True
