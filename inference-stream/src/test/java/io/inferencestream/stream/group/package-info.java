@NullMarked
package io.inferencestream.stream.group;

import org.jspecify.annotations.NullMarked;
