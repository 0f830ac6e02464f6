/** Knows from the topic of announcements which instance serves which model now. */
@NullMarked
package io.inferencestream.schemas.announcement;

import org.jspecify.annotations.NullMarked;
