/** Tells a person or a program how a run went. */
@NullMarked
package io.inferencestream.producer.report;

import org.jspecify.annotations.NullMarked;
