/** Finds the data that proofs run on and that are not in the repository. */
@NullMarked
package io.inferencestream.testkit.data;

import org.jspecify.annotations.NullMarked;
