package io.inferencestream.gateway.caller;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Names of certificates, spelled so that equal ones are equal texts: the whole subject, and each alternative name. */
final class CertificateNames {
    /** What the alternative names are called here, by their number in X.509. */
    private static final Map<Integer, String> KINDS = Map.of(1, "EMAIL=", 2, "DNS=", 6, "URI=");

    private CertificateNames() {}

    /**
     * Spells a name that somebody wrote.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String spelled(String name) {
        for (String kind : KINDS.values()) {
            if (name.startsWith(kind)) {
                return alternative(kind, name.substring(kind.length()));
            }
        }
        return new X500Principal(name).getName(X500Principal.CANONICAL);
    }

    /** All names of a certificate. */
    static Set<String> of(X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        names.add(certificate.getSubjectX500Principal().getName(X500Principal.CANONICAL));
        for (List<?> name : alternatives(certificate)) {
            String kind = KINDS.get(name.get(0));
            if (kind != null) {
                names.add(alternative(kind, String.valueOf(name.get(1))));
            }
        }
        return names;
    }

    private static String alternative(String kind, String name) {
        return kind + (kind.equals("DNS=") ? name.toLowerCase(Locale.ROOT) : name);
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
