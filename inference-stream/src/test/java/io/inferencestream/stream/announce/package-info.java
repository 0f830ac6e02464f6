@NullMarked
package io.inferencestream.stream.announce;

import org.jspecify.annotations.NullMarked;
