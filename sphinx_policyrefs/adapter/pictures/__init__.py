"""Diagrams and drawings -> SVG, TikZ and what Graphviz draws."""
