package io.inferencestream.lab.onnx;

import org.jspecify.annotations.Nullable;

/**
 * A tensor of the graph.
 *
 * @param name in the graph
 * @param quantum how it was quantised just before; null if it was not
 */
record Value(String name, @Nullable Quantum quantum) {}
