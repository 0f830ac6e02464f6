/** Puts the gateway together and runs it: {@code bin/gateway}. */
@NullMarked
package io.inferencestream.gateway.app;

import org.jspecify.annotations.NullMarked;
