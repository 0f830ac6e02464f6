/** The ports of 127.0.0.1, which is the only address that a local cluster binds. */
@NullMarked
package io.inferencestream.cluster.loopback;

import org.jspecify.annotations.NullMarked;
