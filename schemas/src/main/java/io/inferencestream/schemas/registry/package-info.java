/** Asks a Confluent-compatible schema registry, whosever it is, and tells an outage of it from a schema it does not have. */
@NullMarked
package io.inferencestream.schemas.registry;

import org.jspecify.annotations.NullMarked;
