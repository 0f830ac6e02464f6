/** The certificate with which the gateway answers, and those that callers may show. */
@NullMarked
package io.inferencestream.gateway.http.tls;

import org.jspecify.annotations.NullMarked;
