@NullMarked
package io.inferencestream.tracing;

import org.jspecify.annotations.NullMarked;
