@NullMarked
package io.inferencestream.gateway.trace;

import org.jspecify.annotations.NullMarked;
