package io.inferencestream.gateway.http.edge;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names under which a gateway is called. A page whose name is made to resolve to this machine must not get at a gateway on
 * loopback.
 *
 * <p>Immutable.
 */
public final class HostNames {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final Set<String> names;

    /** @param names beside loopback's; empty for any name */
    public HostNames(Collection<String> names) {
        this.names = names.isEmpty()
                ? Set.of()
                : Stream.concat(names.stream().map(HostNames::bare), LOOPBACK.stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a request asks for one of them. */
    public boolean contains(Context context) {
        return contains(asked(context));
    }

    /** Whether a name is one of them; case, port, and a dot at the end say nothing. */
    boolean contains(@Nullable String host) {
        return names.isEmpty() || host != null && names.contains(bare(host));
    }

    /** Which host and port a request asks for: HTTP/1.1 says that in a header, HTTP/2 as its authority. */
    static @Nullable String asked(Context context) {
        String header = context.host();
        HttpServletRequest request = context.req();
        return header != null || request.getProtocol().startsWith("HTTP/1")
                ? header
                : request.getServerName() + ":" + request.getServerPort();
    }

    private static String bare(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("[")) {
            return name.substring(1).replaceFirst("].*", "");
        }
        boolean isVersion6 = name.indexOf(':') != name.lastIndexOf(':');
        return isVersion6 ? name : name.replaceFirst(":\\d*$", "").replaceFirst("\\.$", "");
    }
}
