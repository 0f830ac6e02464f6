@NullMarked
package io.inferencestream.stream.health;

import org.jspecify.annotations.NullMarked;
