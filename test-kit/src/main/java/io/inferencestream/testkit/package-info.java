/** What the tests and proofs of several modules share. */
@NullMarked
package io.inferencestream.testkit;

import org.jspecify.annotations.NullMarked;
