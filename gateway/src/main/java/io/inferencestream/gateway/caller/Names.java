package io.inferencestream.gateway.caller;

import java.util.Set;
import java.util.regex.Pattern;

/** Names that a configuration may give to callers. */
final class Names {
    /** What the gateway itself calls those who have none. */
    private static final Set<String> TAKEN = Set.of(Caller.ANONYMOUS, "nobody");

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Names() {}

    /** @throws IllegalArgumentException if it is no name, or one that means somebody else */
    static void check(String name) {
        if (!FORM.matcher(name).matches() || TAKEN.contains(name)) {
            throw new IllegalArgumentException(
                    "a caller's name is up to 64 letters, digits, dots, hyphens and underscores, and neither anonymous"
                            + " nor nobody: " + name);
        }
    }
}
