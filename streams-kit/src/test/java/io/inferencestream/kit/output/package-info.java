@NullMarked
package io.inferencestream.kit.output;

import org.jspecify.annotations.NullMarked;
