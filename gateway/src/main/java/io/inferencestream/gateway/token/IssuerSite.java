package io.inferencestream.gateway.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an issuer's keys over HTTP: at the address that is configured, or the {@code jwks_uri} of its discovery document
 * (OpenID Connect Discovery 1.0), which is read once and again whenever the keys are not where it said. Redirects are not
 * followed.
 *
 * <p>One thread owns it.
 */
final class IssuerSite implements KeySource {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int MAX_BYTES = 256 << 10;

    private final DefaultResourceRetriever http = new Straight();
    private final String issuer;
    private final Optional<URI> configured;
    private @Nullable URI discovered;

    /** Goes where it was told to go, and not where that place sends it. */
    private static final class Straight extends DefaultResourceRetriever {
        Straight() {
            super(PATIENCE_MILLIS, PATIENCE_MILLIS, MAX_BYTES);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            HttpURLConnection connection = super.openHTTPConnection(url);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }
    }

    IssuerSite(String issuer, Optional<URI> configured) {
        this.issuer = issuer;
        this.configured = configured;
    }

    @Override
    public JWKSet read() throws IOException {
        URI address = discovered;
        if (configured.isPresent()) {
            return keys(configured.get());
        } else if (address == null) {
            address = discover();
            discovered = address;
            return keys(address);
        }
        try {
            return keys(address);
        } catch (IOException e) {
            discovered = null;
            throw e;
        }
    }

    private JWKSet keys(URI address) throws IOException {
        try {
            JWKSet keys = JWKSet.parse(text(address));
            if (keys.isEmpty()) {
                throw new IOException("no key at " + address);
            }
            return keys.toPublicJWKSet();
        } catch (ParseException e) {
            throw new IOException("no set of keys at " + address, e);
        }
    }

    private URI discover() throws IOException {
        URI document = URI.create(issuer.replaceFirst("/$", "") + DISCOVERY);
        try {
            Map<String, Object> says = JSONObjectUtils.parse(text(document));
            String its = JSONObjectUtils.getString(says, "issuer");
            if (!issuer.equals(its)) {
                throw new IOException(document + " is of the issuer " + its + ", not of " + issuer);
            }
            return address(document, JSONObjectUtils.getString(says, "jwks_uri"));
        } catch (ParseException e) {
            throw new IOException("no discovery document at " + document, e);
        }
    }

    /** Keys of an issuer that is asked by TLS are not taken from where others can alter them on their way. */
    private static URI address(URI document, @Nullable String text) throws IOException {
        try {
            URI address = URI.create(String.valueOf(text));
            String scheme = String.valueOf(address.getScheme());
            if (address.getHost() != null
                    && Set.of("http", "https").contains(scheme)
                    && (scheme.equals("https") || !"https".equals(document.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("no address of keys in " + document, e);
        }
        throw new IOException("no address of keys that can be trusted in " + document);
    }

    private String text(URI address) throws IOException {
        return http.retrieveResource(address.toURL()).getContent();
    }
}
