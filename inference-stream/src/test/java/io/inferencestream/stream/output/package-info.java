@NullMarked
package io.inferencestream.stream.output;

import org.jspecify.annotations.NullMarked;
