/** Reads what became of images: predictions and dead letters, as every consumer of ours sees them. */
@NullMarked
package io.inferencestream.schemas.outcome;

import org.jspecify.annotations.NullMarked;
