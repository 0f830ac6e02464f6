/**
 * What the topics take that a Kafka Streams program writes to, and what became of a record that one of them refused. Knows
 * neither images nor models.
 */
@NullMarked
package io.inferencestream.kit.output;

import org.jspecify.annotations.NullMarked;
