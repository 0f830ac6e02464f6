/** Believes bearer tokens by the keys of their issuer, which is asked in the background and may be away. */
@NullMarked
package io.inferencestream.gateway.token;

import org.jspecify.annotations.NullMarked;
