package io.inferencestream.gateway.http;

import io.inferencestream.gateway.caller.Role;
import io.javalin.security.RouteRole;
import org.jspecify.annotations.Nullable;

/** What a route asks of its caller. */
enum Access implements RouteRole {
    /** Nothing: probes, the web app's files, the description. */
    OPEN(null),
    PREDICT(Role.PREDICT),
    OBSERVE(Role.OBSERVE),
    OPERATE(Role.OPERATE);

    private final @Nullable Role role;

    Access(@Nullable Role role) {
        this.role = role;
    }

    @Nullable
    Role role() {
        return role;
    }
}
