/** Reads dead letters as they lie on their topic, and picks those that are meant. */
@NullMarked
package io.inferencestream.deadletters.letter;

import org.jspecify.annotations.NullMarked;
