@NullMarked
package io.inferencestream.stream.redeliver;

import org.jspecify.annotations.NullMarked;
