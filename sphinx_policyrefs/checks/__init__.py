"""The review: checks that read the graph, and reporters that tell what they found."""
