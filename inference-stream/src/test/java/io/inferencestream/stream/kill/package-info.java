/** Real processes that are killed, hang and crash, against a real broker in a process of its own. */
package io.inferencestream.stream.kill;
