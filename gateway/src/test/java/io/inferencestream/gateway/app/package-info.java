/** The gateway's command line. */
@NullMarked
package io.inferencestream.gateway.app;

import org.jspecify.annotations.NullMarked;
