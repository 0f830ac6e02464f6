@NullMarked
package io.inferencestream.kit.health;

import org.jspecify.annotations.NullMarked;
