package io.inferencestream.gateway.caller;

import java.util.Set;

/**
 * Who calls.
 *
 * @param name what the audit line says, and what limits count by; never a secret
 * @param roles what it may do
 */
public record Caller(String name, Set<Role> roles) {
    /** The name of those who show nothing. */
    public static final String ANONYMOUS = "anonymous";

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether it has shown nothing, and may be anybody. */
    public boolean isAnonymous() {
        return name.equals(ANONYMOUS);
    }

    /** Whether it may do this. */
    public boolean may(Role role) {
        return roles.contains(role);
    }
}
