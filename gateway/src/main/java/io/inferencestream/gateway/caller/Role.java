package io.inferencestream.gateway.caller;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may do. */
public enum Role {
    /** Have images classified, and fetch the predictions of its own. */
    PREDICT,
    /** See everything: all predictions, rejections, images, instances. */
    OBSERVE,
    /** Resend dead letters. */
    OPERATE;

    /**
     * Reads roles with plus signs between them.
     *
     * @throws IllegalArgumentException if one is none
     */
    static Set<Role> all(String text) {
        return Arrays.stream(text.split("\\+", -1))
                .map(role -> valueOf(role.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    /** Writes roles with plus signs between them. */
    static String text(Set<Role> roles) {
        return roles.stream().sorted().map(Role::toString).collect(Collectors.joining("+"));
    }

    /** As configurations and tokens spell it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
