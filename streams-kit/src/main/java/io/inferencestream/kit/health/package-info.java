/** Whether a Kafka Streams program is at work, and if not, why. Knows neither images nor models. */
@NullMarked
package io.inferencestream.kit.health;

import org.jspecify.annotations.NullMarked;
