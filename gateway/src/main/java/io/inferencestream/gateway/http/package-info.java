/** The gateway's HTTP interface: its own REST API, the Open Inference Protocol, event streams and the web app. */
@NullMarked
package io.inferencestream.gateway.http;

import org.jspecify.annotations.NullMarked;
