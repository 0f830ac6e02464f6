/** Turns images into records and sends them on schedule. */
@NullMarked
package io.inferencestream.producer.publish;

import org.jspecify.annotations.NullMarked;
