/** An OpenTelemetry collector for tests. */
@NullMarked
package io.inferencestream.testkit.trace;

import org.jspecify.annotations.NullMarked;
