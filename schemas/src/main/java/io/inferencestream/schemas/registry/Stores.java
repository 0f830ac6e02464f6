package io.inferencestream.schemas.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Opens the key stores of a TLS connection. */
final class Stores {
    private Stores() {}

    /**
     * A key store in a file.
     *
     * @param key the configuration key that named it
     * @param type PKCS12 or JKS; null for either
     */
    record Store(
            String key,
            String location,
            @Nullable String type,
            @Nullable String password) {

        /** The location alone, fit for messages. */
        @Override
        public String toString() {
            return key + "=" + location;
        }
    }

    /** A store cannot be used; the message says which and why. */
    static final class UnusableStoreException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableStoreException(Store store, Exception cause) {
            super(
                    store + " cannot be used: " + cause.getMessage() + "; check the file, its type and its password",
                    cause);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** @param keyPassword null where the key has the store's own password */
    static SSLContext context(@Nullable Store trust, @Nullable Store key, @Nullable String keyPassword)
            throws UnusableStoreException {
        TrustManager @Nullable [] trustManagers = trust == null ? null : trustManagers(trust);
        KeyManager @Nullable [] keyManagers = key == null ? null : keyManagers(key, keyPassword);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers, trustManagers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    private static TrustManager[] trustManagers(Store store) throws UnusableStoreException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(open(store));
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableStoreException(store, e);
        }
    }

    private static KeyManager[] keyManagers(Store store, @Nullable String keyPassword) throws UnusableStoreException {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(open(store), chars(keyPassword == null ? store.password() : keyPassword));
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableStoreException(store, e);
        }
    }

    private static KeyStore open(Store store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(store.type() == null ? KeyStore.getDefaultType() : store.type());
        try (InputStream in = Files.newInputStream(Path.of(store.location()))) {
            keys.load(in, chars(store.password()));
        }
        return keys;
    }

    private static char @Nullable [] chars(@Nullable String text) {
        return text == null ? null : text.toCharArray();
    }
}
