/** Puts broker and registry together into a local cluster with a command line of its own. */
@NullMarked
package io.inferencestream.cluster;

import org.jspecify.annotations.NullMarked;
