/** Who else is in the stream's consumer group, and whether they do the same work. */
@NullMarked
package io.inferencestream.stream.group;

import org.jspecify.annotations.NullMarked;
