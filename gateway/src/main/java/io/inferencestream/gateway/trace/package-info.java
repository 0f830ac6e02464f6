/** Follows requests with OpenTelemetry. The only package here that knows it; nothing of it is loaded when off. */
@NullMarked
package io.inferencestream.gateway.trace;

import org.jspecify.annotations.NullMarked;
