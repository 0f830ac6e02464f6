/** Shows the stream to whoever is on call: metrics and health over HTTP. The only package that knows Micrometer. */
@NullMarked
package io.inferencestream.stream.observe;

import org.jspecify.annotations.NullMarked;
