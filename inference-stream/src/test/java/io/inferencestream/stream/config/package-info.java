@NullMarked
package io.inferencestream.stream.config;

import org.jspecify.annotations.NullMarked;
