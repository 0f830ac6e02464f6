/** Kafka's keys: which are known, which are refused and why, and what those that are set amount to. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.kit.properties;
