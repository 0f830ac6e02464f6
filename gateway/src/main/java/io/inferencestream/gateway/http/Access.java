package io.inferencestream.gateway.http;

import io.inferencestream.gateway.caller.Caller;
import io.inferencestream.gateway.caller.Role;
import io.javalin.security.RouteRole;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a route asks of its caller. */
enum Access implements RouteRole {
    /** Nothing: probes, the web app's files, the description. */
    OPEN,
    /** Any role, whichever. */
    ANY_ROLE(Role.values()),
    PREDICT(Role.PREDICT),
    OBSERVE(Role.OBSERVE),
    OPERATE(Role.OPERATE);

    private final Role[] roles;

    Access(Role... roles) {
        this.roles = roles;
    }

    /** Whether the caller does not matter. */
    boolean isOpen() {
        return roles.length == 0;
    }

    boolean admits(Caller caller) {
        return Arrays.stream(roles).anyMatch(caller::may);
    }

    /** The roles, for people. */
    String wanted() {
        return Arrays.stream(roles).map(Role::toString).collect(Collectors.joining(" or "));
    }
}
