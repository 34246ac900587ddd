"""Parts of bodies: what Sphinx and MyST accept in one, each as a text with ``%d`` where names must differ."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def _parts(text: str) -> list[str]:
    """Return the parts that lines of two percent signs divide."""
    return text.strip("\n").split("\n%%\n")


#: Parts in reStructuredText.
RST = _parts(r"""
A paragraph with *emphasis*, **strong**, ``code``, |sub|, :math:`x^2` and `a link <https://example.org/>`__.
%%
Noted [#]_.

.. [#] An automatic note, `with a link <https://example.org/note>`__.
%%
Noted [#n%d]_, and again [#n%d]_.

.. [#n%d] A named note with one more [#deep%d]_.
.. [#deep%d] Deep.
%%
Noted [*]_.

.. [*] A note with a symbol.
%%
Noted [9%d]_.

.. [9%d] A note with a number.
%%
Noted below the entries [#below]_.
%%
Cited [C%d]_.

.. [C%d] A citation.
%%
Cited before [C0]_.
%%
Words%d
~~~~~~~~

See `Words%d`_.
%%
.. _place%d:

A paragraph with a label; see :ref:`it <place%d>` and place%d_, and an _`inline target %d`: `inline target %d`_.
%%
.. _place%d:

Labelled %d
~~~~~~~~~~~~~~~~

See :ref:`place%d`, :any:`place%d`.
%%
- a list

  1. with numbers

- and more
%%
Term
   Definition.

:field: value

-a, --all  an option
%%
| a line
| a block

..

   A quote.

   -- Somebody
%%
>>> print(1)
1

::

   literal
%%
.. comment
%%
.. code-block:: python
   :caption: Code
   :name: code%d
   :linenos:

   a = 1

See :numref:`code%d` and :ref:`code%d`.
%%
.. literalinclude:: /part.py
   :caption: Included
%%
.. figure:: /picture.png
   :name: figure%d
   :target: https://example.org/

   A caption [#]_

   A legend.

.. [#] Note of a caption.

See :numref:`figure%d`, :ref:`figure%d`, :numref:`No. {number} {name} <figure%d>`.
%%
.. figure:: /picture.png
   :align: left

   Unnamed
%%
.. figure:: /picture.png
%%
.. image:: /picture.png
   :width: 20px
%%
An |icon| in a line.
%%
.. table:: A table [#]_
   :name: table%d

   == ==
   a  b
   == ==
   1  2
   == ==

.. [#] Note of a table.

See :numref:`table%d`.
%%
.. list-table:: Listed
   :header-rows: 1

   * - a [#]_
     - b
   * - 1
     - 2

.. [#] Note of a head.
%%
.. csv-table::

   1, 2
%%
.. math::
   :label: equation%d

   f = d

See :eq:`equation%d`.
%%
.. math::
   :label: two%d

   a = b

   c = d
%%
.. math::
   :label: bare%d
   :no-wrap:

   \begin{eqnarray}
   a & = & b
   \end{eqnarray}
%%
.. math:: a &= b \\ c &= d
%%
.. index:: single: something%d; else

Indexed :index:`word%d`.
%%
.. glossary::

   term%d
      Explained by :term:`term%d`.
%%
.. note:: An admonition.

.. admonition:: Own title

   Text.
%%
.. versionadded:: 1.0
   New.

.. deprecated:: 2.0
%%
.. seealso:: :doc:`/elsewhere`
%%
.. only:: html

   In HTML alone [#]_.

.. [#] A note of HTML.
%%
.. only:: internal

   Secret.
%%
.. productionlist::
   rule%d: `other%d`
   other%d: 'b'
%%
.. py:function:: function%d(a: int, b='c')

   See :py:func:`function%d`.

   :param a: the a
%%
.. py:class:: Class%d

   Inside
   ~~~~~~

   .. py:method:: method()

      Text.
%%
.. js:function:: js%d(a)

.. c:function:: int c%d(int a)

.. cpp:function:: int cpp%d(int a)

.. rst:directive:: rst%d
%%
.. option:: --option%d

.. envvar:: VARIABLE%d

.. confval:: value%d

.. describe:: anything
%%
.. hlist::

   * a
   * b

.. centered:: Centered

.. acks::

   * A
   * B
%%
Load :download:`this </part.py>`.
%%
.. rubric:: A rubric
   :name: rubric%d

See `rubric%d`_.
%%
.. topic:: Topic

   Text.
%%
.. sidebar:: Side

   Text.
%%
.. container:: own

   Inside.

.. compound::

   Compound.

.. rst-class:: special

Classy.
%%
.. epigraph::

   Words.

.. parsed-literal::

   *parsed* :event:`first`
%%
.. raw:: html

   <b id="raw%d">raw</b>

.. raw:: html

   <b>raw</b>

.. raw:: latex

   \emph{raw}
%%
.. tabularcolumns:: |l|l|

== ==
1  2
== ==
%%
.. todo:: Do it.
%%
.. policy:since:: 2021

   Later [#]_.

   .. [#] A later note.
%%
.. event:: Nested %d
   :id: nested%d
   :date: 2023

   With a body, :event:`first`.
%%
.. event:: Not set %d
   :id: unset%d
   :date: 2023
   :no-typesetting:
%%
.. chronology::
   :caption: Within
   :name: within%d
   :limit: 2

See :ref:`within%d`.
%%
See :event:`first`, :party:`p`, :doc:`/elsewhere`, :ref:`away`, :policy:value:`first.date`.
%%
:abbr:`FCC (the commission)`, :kbd:`Ctrl+C`, :guilabel:`&File`, :pep:`8`, :rfc:`2324`, :menuselection:`A --> B`.
""")

#: Parts in Markdown.
MD = _parts(r"""
A paragraph, *emphasis*, `code`, $x$ and {event}`first`.
%%
Noted [^n%d].

[^n%d]: A note.
%%
## Words %d

See [](#words-%d).
%%
(md%d)=
A labelled paragraph; [see it](#md%d).
%%
```{figure} /picture.png
:name: mdfigure%d

A caption
```

See {numref}`mdfigure%d` and [](#mdfigure%d).
%%
$$
a = b
$$ (mdequation%d)

See {eq}`mdequation%d`.
%%
\begin{align}
a &= b \\
c &= d
\end{align}
%%
| a | b |
|---|---|
| 1 | 2 |
%%
- a
- b

1. c

> A quote.
%%
```python
a = 1
```

```{code-block} python
:caption: Code

a = 1
```
%%
<div id="block%d">block</div>

Inline <b id="inline%d">raw</b>.
%%
```{note}
:name: mdnote%d

Text.
```
%%
[A page](/elsewhere.rst), <project:#away>.
%%
Term
: Definition
%%
```{policy:since} 2021

Later.
```
%%
```{list-table} Listed

* - a
```
""")

#: What may stand round parts in reStructuredText, and how far it has them stand in.
ROUND = [
    (".. note::", 3),
    ("- an item", 2),
    (".. only:: html", 3),
    (".. only:: internal", 3),
    (".. policy:since:: 2020", 3),
    (".. list-table::\n\n   * - a\n     - cell", 7),
    (".. container::", 3),
]


def numbered(part: str, number: int) -> str:
    """Return a part with names that no other one has."""
    return part.replace("%d", str(number))


def body(parts: list[str]) -> str:
    """Return a body of parts."""
    return "\n\n".join(parts)


#: Headings, topics, tables (which text can't nest) and objects (which tables of contents list, hidden or not).
_ALONE = ("~~~~", "sidebar::", "topic::", "table::", "== ==", "hlist::", "function::", "class::", "confval::")


def stands_alone(part: str) -> bool:
    """Return whether Sphinx takes a part in a body itself alone, and not within others."""
    return any(word in part for word in _ALONE)


@st.composite
def rst_bodies(draw: st.DrawFn) -> list[str]:
    """Draw the parts of a body in reStructuredText, some of them within others."""
    made = []
    for part in draw(st.lists(st.sampled_from(RST), min_size=1, max_size=6)):
        around, depth = draw(st.sampled_from([*ROUND, ("", 0), ("", 0), ("", 0)]))
        inside = around and not stands_alone(part)
        made.append(f"{around}\n\n{indent(part, ' ' * depth)}" if inside else part)
    return made


def md_bodies() -> SearchStrategy[list[str]]:
    """Return a strategy for the parts of a body in Markdown."""
    return st.lists(st.sampled_from(MD), min_size=1, max_size=5)
