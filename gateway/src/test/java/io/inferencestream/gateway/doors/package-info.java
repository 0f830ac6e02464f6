/** Dead letters through both doors, gateways and command lines, against each other. */
@NullMarked
package io.inferencestream.gateway.doors;

import org.jspecify.annotations.NullMarked;
