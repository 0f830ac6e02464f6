/** A model's output tensors, and how they are read into answers; knows no engine. */
@NullMarked
package io.inferencestream.core.output;

import org.jspecify.annotations.NullMarked;
