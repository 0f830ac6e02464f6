/** Remembers, across a crash of the process, which records a native engine was working on. */
@NullMarked
package io.inferencestream.core.journal;

import org.jspecify.annotations.NullMarked;
