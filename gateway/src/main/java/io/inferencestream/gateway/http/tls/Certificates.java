package io.inferencestream.gateway.http.tls;

import io.inferencestream.gateway.config.GatewaySettings.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads certificates and their keys from the files of a configuration. */
final class Certificates {
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");
    private static final byte[] PROBE = {1, 2, 3};

    private Certificates() {}

    /**
     * The gateway's own certificate and private key.
     *
     * @throws IOException if a file cannot be read
     * @throws GeneralSecurityException if it cannot be understood, or the two do not belong together
     */
    static KeyStore own(Tls tls) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        if (tls.keyStore().isPresent()) {
            try (InputStream file = Files.newInputStream(tls.keyStore().get())) {
                store.load(file, tls.password().toCharArray());
            }
            return store;
        }
        store.load(null, null);
        Certificate[] chain = in(tls.certificate().orElseThrow()).toArray(Certificate[]::new);
        PublicKey publicKey = chain[0].getPublicKey();
        PrivateKey key = key(tls.privateKey().orElseThrow(), publicKey);
        store.setKeyEntry("gateway", key, tls.password().toCharArray(), chain);
        return store;
    }

    private static PrivateKey key(Path file, PublicKey publicKey) throws IOException, GeneralSecurityException {
        try {
            PrivateKey key = PrivateKeyFile.read(Files.readString(file), publicKey.getAlgorithm());
            if (!belongTogether(key, publicKey)) {
                throw new GeneralSecurityException(file + " is not the private key of the certificate");
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(file + ": " + e.getMessage(), e);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SIGNATURES.getOrDefault(publicKey.getAlgorithm(), "SHA256withRSA"));
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    /** The authorities of a file, each believed. */
    static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (Certificate authority : in(file)) {
            number++;
            store.setCertificateEntry("authority-" + number, authority);
        }
        return store;
    }

    private static List<Certificate> in(Path file) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> certificates = new ArrayList<>();
        for (Pem.Part part : Pem.parts(Files.readString(file))) {
            if (part.label().equals("CERTIFICATE")) {
                certificates.add(factory.generateCertificate(new ByteArrayInputStream(part.der())));
            }
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException(file + " has no certificate in PEM");
        }
        return certificates;
    }
}
