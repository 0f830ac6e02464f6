/** Makes the target of the rows that a format hands over: resampled, in its colours, upright, in its place. */
@NullMarked
package io.inferencestream.decode.render;

import org.jspecify.annotations.NullMarked;
