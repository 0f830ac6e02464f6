@NullMarked
package io.inferencestream.stream.clients;

import org.jspecify.annotations.NullMarked;
