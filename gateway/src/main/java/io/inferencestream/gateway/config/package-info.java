/** Reads one YAML file and the environment into validated settings, and makes Kafka's clients of them. */
@NullMarked
package io.inferencestream.gateway.config;

import org.jspecify.annotations.NullMarked;
