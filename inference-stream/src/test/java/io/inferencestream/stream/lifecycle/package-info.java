@NullMarked
package io.inferencestream.stream.lifecycle;

import org.jspecify.annotations.NullMarked;
