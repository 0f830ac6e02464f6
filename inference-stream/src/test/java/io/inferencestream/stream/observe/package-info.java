@NullMarked
package io.inferencestream.stream.observe;

import org.jspecify.annotations.NullMarked;
