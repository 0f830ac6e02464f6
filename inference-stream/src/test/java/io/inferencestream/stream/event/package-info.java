@NullMarked
package io.inferencestream.stream.event;

import org.jspecify.annotations.NullMarked;
