/** Notices that files have changed while the gateway runs. */
@NullMarked
package io.inferencestream.gateway.reload;

import org.jspecify.annotations.NullMarked;
