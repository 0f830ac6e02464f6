/** Formats that other modules add: what one must be able to do, and which are there. */
@NullMarked
package io.inferencestream.decode.format;

import org.jspecify.annotations.NullMarked;
