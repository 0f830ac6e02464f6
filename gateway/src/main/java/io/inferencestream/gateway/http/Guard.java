package io.inferencestream.gateway.http;

import io.inferencestream.gateway.caller.Caller;
import io.inferencestream.gateway.caller.Callers;
import io.inferencestream.gateway.caller.RateLimit;
import io.inferencestream.gateway.caller.Role;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in: for a host name of ours, not from a foreign page, by a caller who is known, may do it, and does not do it
 * too often. Nothing of the body is read before.
 *
 * <p>Thread-safe.
 */
final class Guard {
    private static final String CALLER = "caller";
    private static final String CONCERNS = "concerns";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private final Callers callers;
    private final RateLimit rateLimit;
    private final Set<String> hosts;

    /** @param hosts names under which the gateway is called, beside loopback's; empty for any */
    Guard(Callers callers, RateLimit rateLimit, List<String> hosts) {
        this.callers = callers;
        this.rateLimit = rateLimit;
        this.hosts = new HashSet<>(hosts);
    }

    /** The caller of a request that was let in. */
    static Caller caller(Context context) {
        Caller caller = context.attribute(CALLER);
        return caller == null ? new Caller("nobody", Set.of()) : caller;
    }

    /** Notes which image or record a request is about, for the audit line. */
    static void concerns(Context context, String what) {
        context.attribute(CONCERNS, what);
    }

    static @Nullable String concern(Context context) {
        return context.attribute(CONCERNS);
    }

    /** @throws ProblemException if it is not to be let in */
    void admit(Context context) {
        checkHost(context);
        checkOrigin(context);
        Role role = role(context);
        if (role == null) {
            return;
        }
        Caller caller = callers.caller(context.header("X-API-Key"), context.header("Authorization"))
                .orElseThrow(() -> unauthorized("The API key or token is not known here, or has expired."));
        context.attribute(CALLER, caller);
        if (!caller.may(role)) {
            throw caller.name().equals("anonymous")
                    ? unauthorized("This asks for an API key, as X-API-Key or as a bearer, or for a bearer token.")
                    : new ProblemException(403, "forbidden", "Not allowed", "This takes the role " + role + ".");
        }
        int seconds = rateLimit.take(caller.name());
        if (seconds > 0) {
            throw ProblemException.tooMany("This caller asks more often than it may.", seconds);
        }
    }

    private static @Nullable Role role(Context context) {
        for (RouteRole access : context.routeRoles()) {
            if (access instanceof Access its && its.role() != null) {
                return its.role();
            }
        }
        return null;
    }

    private static ProblemException unauthorized(String detail) {
        return new ProblemException(401, "unauthorized", "Who calls is not known", detail)
                .header("WWW-Authenticate", "Bearer realm=\"inference-stream\"");
    }

    /** A page whose name is made to resolve to this machine must not get at a gateway on loopback. */
    private void checkHost(Context context) {
        String host = String.valueOf(context.host()).toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        if (!hosts.isEmpty() && !hosts.contains(host) && !LOOPBACK.contains(host)) {
            throw new ProblemException(
                    421, "misdirected", "Not a name of this gateway", "Name it in server.names to have it answered.");
        }
    }

    private static void checkOrigin(Context context) {
        if (SAFE.contains(context.method().toString())) {
            return;
        }
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean isForeign = site != null && !site.equals("same-origin") && !site.equals("none");
        if (isForeign || (origin != null && !isSame(origin, String.valueOf(context.host())))) {
            throw new ProblemException(
                    403, "cross-site", "Not from another site", "Pages of other sites may not do this.");
        }
    }

    private static boolean isSame(String origin, String host) {
        try {
            return host.equalsIgnoreCase(String.valueOf(URI.create(origin).getAuthority()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
