@NullMarked
package io.inferencestream.producer.source;

import org.jspecify.annotations.NullMarked;
