/** Follows records across programs with OpenTelemetry. The only package here that knows it; nothing of it is loaded when off. */
@NullMarked
package io.inferencestream.stream.trace;

import org.jspecify.annotations.NullMarked;
