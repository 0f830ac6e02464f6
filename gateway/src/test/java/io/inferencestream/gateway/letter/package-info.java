@NullMarked
package io.inferencestream.gateway.letter;

import org.jspecify.annotations.NullMarked;
