/** Reads bare samples, whose shape the media type tells. */
@NullMarked
package io.inferencestream.decode.raw;

import org.jspecify.annotations.NullMarked;
