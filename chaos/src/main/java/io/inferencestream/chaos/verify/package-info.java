/** What came out: every record's outcome, held against what had to become of it. */
@NullMarked
package io.inferencestream.chaos.verify;

import org.jspecify.annotations.NullMarked;
