package io.inferencestream.gateway.caller;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The callers that a configuration names.
 *
 * @param keys API keys; a caller may have several, so that a new one can be handed out before the old one ends
 * @param certificates who shows which certificates
 */
public record KnownCallers(List<ApiKey> keys, List<CertificateRule> certificates) {
    public KnownCallers {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads one caller a line, a key or a certificate's; empty lines and those that begin with {@code #} say nothing.
     *
     * @throws IllegalArgumentException if a line is neither; the message has its number
     */
    public static KnownCallers parse(String text) {
        List<ApiKey> keys = new ArrayList<>();
        List<CertificateRule> certificates = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                if (line.contains("=")) {
                    certificates.add(CertificateRule.parse(line));
                } else {
                    keys.add(ApiKey.parse(line));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
            }
        }
        return new KnownCallers(keys, certificates);
    }

    /** These and others. */
    public KnownCallers and(KnownCallers others) {
        List<ApiKey> allKeys = new ArrayList<>(keys);
        allKeys.addAll(others.keys);
        List<CertificateRule> allCertificates = new ArrayList<>(certificates);
        allCertificates.addAll(others.certificates);
        return new KnownCallers(allKeys, allCertificates);
    }

    /** Whether nobody is named. */
    public boolean isEmpty() {
        return keys.isEmpty() && certificates.isEmpty();
    }

    /** The key of a digest; compares with all keys, whichever fits, and takes the one that lasts longest. */
    Optional<ApiKey> key(String digest) {
        Optional<ApiKey> found = Optional.empty();
        for (ApiKey known : keys) {
            if (known.matches(digest)
                    && found.map(before -> lastsLonger(known, before)).orElse(true)) {
                found = Optional.of(known);
            }
        }
        return found;
    }

    private static boolean lastsLonger(ApiKey key, ApiKey other) {
        Instant ends = key.expires().orElse(Instant.MAX);
        return ends.isAfter(other.expires().orElse(Instant.MAX));
    }

    /** The first rule that a certificate fits; one that is out of date fits none. */
    Optional<CertificateRule> rule(X509Certificate certificate) {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return Optional.empty();
        }
        Set<String> names = CertificateNames.of(certificate);
        return certificates.stream()
                .filter(rule -> names.contains(rule.subject()))
                .findFirst();
    }
}
