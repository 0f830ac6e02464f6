@NullMarked
package io.inferencestream.producer.account;

import org.jspecify.annotations.NullMarked;
