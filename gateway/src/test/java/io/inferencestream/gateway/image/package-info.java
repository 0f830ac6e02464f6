@NullMarked
package io.inferencestream.gateway.image;

import org.jspecify.annotations.NullMarked;
