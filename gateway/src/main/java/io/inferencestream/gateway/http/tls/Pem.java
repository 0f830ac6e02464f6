package io.inferencestream.gateway.http.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM (RFC 7468): what stands between the lines that begin and end something; what stands elsewhere is a comment. */
final class Pem {
    private static final Pattern PART =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private Pem() {}

    /** One part; whoever reads its bytes owns them. */
    static final class Part {
        private final String label;
        private final byte[] der;

        private Part(String label, byte[] der) {
            this.label = label;
            this.der = der;
        }

        /** What it is, such as CERTIFICATE. */
        String label() {
            return label;
        }

        byte[] der() {
            return der;
        }
    }

    /** @throws IllegalArgumentException if a part is not in base64 */
    static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        while (part.find()) {
            String label = part.group(1);
            if (part.group(2).contains(":")) {
                throw new IllegalArgumentException(label + " has a password; write it without one");
            }
            parts.add(new Part(label, Base64.getMimeDecoder().decode(part.group(2))));
        }
        return parts;
    }
}
