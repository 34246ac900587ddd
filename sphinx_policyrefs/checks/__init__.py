"""The checks, which read the graph, and the reporters, which write what they found."""
