/** Programs in processes of their own, which tests may kill. */
@NullMarked
package io.inferencestream.stream.fork;

import org.jspecify.annotations.NullMarked;
