/** Resends dead letters to the stream's input, each once. */
@NullMarked
package io.inferencestream.deadletters.resend;

import org.jspecify.annotations.NullMarked;
