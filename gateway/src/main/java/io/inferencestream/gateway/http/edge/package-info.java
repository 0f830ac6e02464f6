/** Where requests arrive: what proxies in between have changed is put right, and what every answer must say is said. */
@NullMarked
package io.inferencestream.gateway.http.edge;

import org.jspecify.annotations.NullMarked;
