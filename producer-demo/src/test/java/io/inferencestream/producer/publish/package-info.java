@NullMarked
package io.inferencestream.producer.publish;

import org.jspecify.annotations.NullMarked;
