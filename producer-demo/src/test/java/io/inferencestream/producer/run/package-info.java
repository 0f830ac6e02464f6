@NullMarked
package io.inferencestream.producer.run;

import org.jspecify.annotations.NullMarked;
