/** Makes certificates for tests. */
@NullMarked
package io.inferencestream.testkit.tls;

import org.jspecify.annotations.NullMarked;
