package io.inferencestream.gateway.http.edge;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of the gateway's own pages from those of others. What a browser says of the page counts most, since no page
 * can write it, and no proxy changes it: by default a proxy tells another host than the browser asked for. An older browser,
 * or one that came without TLS, says only where the page is from.
 *
 * <p>Immutable.
 */
public final class OwnPages {
    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final Optional<String> origin;

    /** @param origin scheme, host and port under which browsers know the gateway behind a proxy */
    public OwnPages(Optional<String> origin) {
        this.origin = origin;
    }

    /** Whether a request that changes something comes from a page that is not the gateway's. */
    public boolean isForeign(Context context) {
        if (SAFE.contains(context.method().toString())) {
            return false;
        }
        String site = context.header("Sec-Fetch-Site");
        if (site != null) {
            return !OWN.contains(site.toLowerCase(Locale.ROOT));
        }
        String from = context.header("Origin");
        return from != null && !isOurs(from, HostNames.asked(context));
    }

    private boolean isOurs(String from, @Nullable String host) {
        if (origin.filter(from::equalsIgnoreCase).isPresent()) {
            return true;
        }
        try {
            return host != null
                    && host.equalsIgnoreCase(String.valueOf(URI.create(from).getAuthority()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
