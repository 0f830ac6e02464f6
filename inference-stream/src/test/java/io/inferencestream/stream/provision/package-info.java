@NullMarked
package io.inferencestream.stream.provision;

import org.jspecify.annotations.NullMarked;
