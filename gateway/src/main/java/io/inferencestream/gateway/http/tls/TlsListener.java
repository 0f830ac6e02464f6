package io.inferencestream.gateway.http.tls;

import io.inferencestream.gateway.config.GatewaySettings.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The TLS of the gateway, whose certificates can be read anew while it runs: connections that are open keep what they have.
 */
public final class TlsListener {
    /** Patterns of names. All keep what was said secret once the key is lost, and encrypt with authentication. */
    private static final String[] SUITES = {
        "TLS_(AES|CHACHA20)_.*", "TLS_(ECDHE|DHE)_(RSA|ECDSA)_WITH_(AES_\\d+_GCM|CHACHA20_POLY1305)_SHA\\d+"
    };

    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private final Tls tls;

    /**
     * Reads the certificates.
     *
     * @throws IllegalArgumentException if they cannot be read; the message says which and why
     */
    public TlsListener(Tls tls) {
        this.tls = tls;
        read(factory);
        factory.setKeyStorePassword(tls.password());
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setIncludeCipherSuites(SUITES);
        factory.setWantClientAuth(tls.clientAuthorities().isPresent());
    }

    /** For a connector. */
    public SslContextFactory.Server factory() {
        return factory;
    }

    /**
     * Reads the certificates anew.
     *
     * @throws IllegalArgumentException if they cannot be read; those before still hold
     */
    public void reload() {
        try {
            factory.reload(its -> read((SslContextFactory.Server) its));
        } catch (Exception e) { // what Jetty declares
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void read(SslContextFactory.Server its) {
        try {
            its.setKeyStore(Certificates.own(tls));
            if (tls.clientAuthorities().isPresent()) {
                its.setTrustStore(
                        Certificates.authorities(tls.clientAuthorities().get()));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }
}
