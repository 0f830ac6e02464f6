/** What inference protocols say in bodies: images as tensors in, classes as tensors out, and how models are described. */
@NullMarked
package io.inferencestream.gateway.http.inference;

import org.jspecify.annotations.NullMarked;
