@NullMarked
package io.inferencestream.kit.clients;

import org.jspecify.annotations.NullMarked;
