/** Shows what the stream is doing: throughput, latencies, lag, instances, models. */
@NullMarked
package io.inferencestream.gateway.live;

import org.jspecify.annotations.NullMarked;
