/** Meters, and the page on which they are read; names of no program's own. */
@org.jspecify.annotations.NullMarked
package io.inferencestream.kit.observe;
