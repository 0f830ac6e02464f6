/** Puts images on a topic, at once or on schedule, and follows the predictions. */
@NullMarked
package io.inferencestream.bench.load;

import org.jspecify.annotations.NullMarked;
