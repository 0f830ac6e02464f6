/** Runs a Kafka broker and its controller inside this JVM, on the loopback address. */
@NullMarked
package io.inferencestream.cluster.broker;

import org.jspecify.annotations.NullMarked;
