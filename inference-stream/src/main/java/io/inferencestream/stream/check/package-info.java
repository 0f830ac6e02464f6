/** Looks, before a stream starts, for what would stop it or surprise its operator, and says what to do about it. */
@NullMarked
package io.inferencestream.stream.check;

import org.jspecify.annotations.NullMarked;
