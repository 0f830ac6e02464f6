/** The web app in a real browser. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.gateway.browser;
