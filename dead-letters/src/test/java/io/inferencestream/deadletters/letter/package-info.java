@NullMarked
package io.inferencestream.deadletters.letter;

import org.jspecify.annotations.NullMarked;
