/** Follows what the stream says of images, and keeps the recent outcomes, bounded, to be asked for by id. */
@NullMarked
package io.inferencestream.gateway.outcome;

import org.jspecify.annotations.NullMarked;
