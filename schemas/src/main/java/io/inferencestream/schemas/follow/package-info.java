/** Reads every partition of whole topics, without a consumer group: from a place to an end, or for ever. */
@NullMarked
package io.inferencestream.schemas.follow;

import org.jspecify.annotations.NullMarked;
