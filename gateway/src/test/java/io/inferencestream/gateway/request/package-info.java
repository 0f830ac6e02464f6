/** How a request goes on until its outcome. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.request;
