/** Models as files: where they lie, and the card that says how to feed and read them. */
@NullMarked
package io.inferencestream.core.repository;

import org.jspecify.annotations.NullMarked;
