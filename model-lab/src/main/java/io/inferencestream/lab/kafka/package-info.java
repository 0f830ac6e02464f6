/** Evaluation through a running stream: the only place in the lab that knows Kafka. */
@NullMarked
package io.inferencestream.lab.kafka;

import org.jspecify.annotations.NullMarked;
