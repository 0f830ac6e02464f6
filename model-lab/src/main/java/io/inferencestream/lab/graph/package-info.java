/** Turns a network into TensorFlow operations: the forward pass, and the clean graph for inference. */
@NullMarked
package io.inferencestream.lab.graph;

import org.jspecify.annotations.NullMarked;
