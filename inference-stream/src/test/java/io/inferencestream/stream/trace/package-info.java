@NullMarked
package io.inferencestream.stream.trace;

import org.jspecify.annotations.NullMarked;
