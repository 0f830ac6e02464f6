/** Reads dead letters and sends them again, each at most once. */
@NullMarked
package io.inferencestream.gateway.letter;

import org.jspecify.annotations.NullMarked;
