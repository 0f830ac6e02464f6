/** Who else is in the stream's consumer group, and whether they do the same work. */
@NullMarked
package io.inferencestream.kit.group;

import org.jspecify.annotations.NullMarked;
