/** Makes the topics that a stream needs, as its own check wants them. */
@NullMarked
package io.inferencestream.stream.provision;

import org.jspecify.annotations.NullMarked;
