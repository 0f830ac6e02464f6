/**
 * The life of a Kafka Streams program: how it starts and ends, what the death of one of its threads means, and how it sits
 * out an outage. Knows neither images nor models.
 */
@NullMarked
package io.inferencestream.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
