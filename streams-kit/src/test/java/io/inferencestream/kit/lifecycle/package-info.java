@NullMarked
package io.inferencestream.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
