/** Sends a program's spans to a collector. */
@NullMarked
package io.inferencestream.tracing;

import org.jspecify.annotations.NullMarked;
