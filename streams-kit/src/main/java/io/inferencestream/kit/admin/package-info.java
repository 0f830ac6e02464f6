/** Waiting for what Kafka's {@code Admin} client answers. */
@NullMarked
package io.inferencestream.kit.admin;

import org.jspecify.annotations.NullMarked;
