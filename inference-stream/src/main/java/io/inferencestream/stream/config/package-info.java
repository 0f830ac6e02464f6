/** Reads one YAML file and the environment into validated settings, and derives Kafka's properties from them. */
@NullMarked
package io.inferencestream.stream.config;

import org.jspecify.annotations.NullMarked;
