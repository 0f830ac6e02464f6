/** Holds documents against the code that they describe. */
@NullMarked
package io.inferencestream.testkit.document;

import org.jspecify.annotations.NullMarked;
