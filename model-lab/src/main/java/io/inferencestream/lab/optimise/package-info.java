/** Smaller and quicker forms of a trained network, and the gate that keeps out those that lost too much. */
@NullMarked
package io.inferencestream.lab.optimise;

import org.jspecify.annotations.NullMarked;
