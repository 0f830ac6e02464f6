@NullMarked
package io.inferencestream.kit.check;

import org.jspecify.annotations.NullMarked;
