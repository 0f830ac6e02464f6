/** What a local broker promises, shown with Kafka's own clients. */
@NullMarked
package io.inferencestream.cluster.broker;

import org.jspecify.annotations.NullMarked;
