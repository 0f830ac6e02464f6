package io.inferencestream.gateway.token;

import java.time.Duration;

/**
 * How often an issuer is asked for its keys.
 *
 * @param every while all is well
 * @param afterFailure while it is away
 * @param atMostEvery least time between two readings on average, whatever keys tokens name
 * @param stale how long keys are believed that could not be read again
 */
record KeyRefresh(Duration every, Duration afterFailure, Duration atMostEvery, Duration stale) {
    static final KeyRefresh DEFAULT =
            new KeyRefresh(Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofDays(1));
}
