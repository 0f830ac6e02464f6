@NullMarked
package io.inferencestream.producer.report;

import org.jspecify.annotations.NullMarked;
