/** Refusals as clients read them: problem details (RFC 9457). */
@NullMarked
package io.inferencestream.gateway.http.problem;

import org.jspecify.annotations.NullMarked;
