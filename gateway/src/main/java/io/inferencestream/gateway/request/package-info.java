/** Turns a request into an image event, and waits for its outcome on the topics. */
@NullMarked
package io.inferencestream.gateway.request;

import org.jspecify.annotations.NullMarked;
