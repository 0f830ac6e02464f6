/** Tells who calls, what they may do and how often. */
@NullMarked
package io.inferencestream.gateway.caller;

import org.jspecify.annotations.NullMarked;
