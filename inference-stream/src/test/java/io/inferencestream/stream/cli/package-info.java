@NullMarked
package io.inferencestream.stream.cli;

import org.jspecify.annotations.NullMarked;
