@NullMarked
package io.inferencestream.stream.check;

import org.jspecify.annotations.NullMarked;
