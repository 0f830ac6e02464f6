/** Takes the bodies of requests in: within bounds that all callers share fairly, and without a thread that waits. */
@NullMarked
package io.inferencestream.gateway.http.body;

import org.jspecify.annotations.NullMarked;
