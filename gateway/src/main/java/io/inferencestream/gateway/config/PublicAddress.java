package io.inferencestream.gateway.config;

import java.net.URI;
import java.util.Locale;

/**
 * The address under which clients find the gateway, where that is a proxy's.
 *
 * @param origin scheme, host and port as browsers name an origin, in lower case
 * @param host the host alone, in lower case
 * @param prefix the path below which everything lies, without a slash at its end; empty for none
 */
public record PublicAddress(String origin, String host, String prefix) {
    private static final String SEGMENTS = "(/[A-Za-z0-9._~-]+)*";

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is no HTTP address, or has anything but a plain path after its host
     */
    public static PublicAddress parse(String text) {
        URI address = URI.create(text);
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = address.getHost();
        String prefix = address.getRawPath() == null ? "" : address.getRawPath().replaceFirst("/$", "");
        if (host == null || !scheme.matches("https?") || !isPlain(address, prefix)) {
            throw new IllegalArgumentException("not the address of a gateway: " + text);
        }
        host = host.toLowerCase(Locale.ROOT);
        boolean isUsual = address.getPort() < 0 || address.getPort() == (scheme.equals("https") ? 443 : 80);
        return new PublicAddress(scheme + "://" + host + (isUsual ? "" : ":" + address.getPort()), host, prefix);
    }

    private static boolean isPlain(URI address, String prefix) {
        return address.getRawQuery() == null
                && address.getRawFragment() == null
                && address.getRawUserInfo() == null
                && prefix.matches(SEGMENTS)
                && !("/" + prefix + "/").matches(".*/\\.\\.?/.*");
    }

    /** Whether clients come by TLS. */
    public boolean isSecure() {
        return origin.startsWith("https:");
    }

    /** Without a slash at its end. */
    @Override
    public String toString() {
        return origin + prefix;
    }
}
