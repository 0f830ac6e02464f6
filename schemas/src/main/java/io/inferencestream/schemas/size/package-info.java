/** How large an image may be, and the message that carries it: one answer for topics, streams, gateways and producers. */
@NullMarked
package io.inferencestream.schemas.size;

import org.jspecify.annotations.NullMarked;
