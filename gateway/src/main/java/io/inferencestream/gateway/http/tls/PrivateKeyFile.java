package io.inferencestream.gateway.http.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;

/**
 * Reads private keys as tools write them: PKCS #8, and the older forms of RSA (PKCS #1) and EC (SEC 1), which are what stands
 * within a PKCS #8, after the name of the algorithm.
 */
final class PrivateKeyFile {
    /** Object identifiers with what the JDK calls them; those of EC name the curve. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private static final byte[] VERSION = HexFormat.of().parseHex("020100");
    private static final byte[] EC_ID = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xa0;
    private static final int SHORT = 0x80;

    private PrivateKeyFile() {}

    /**
     * @param publicKeyAlgorithm of its certificate
     * @throws GeneralSecurityException if it is no such key
     * @throws IllegalArgumentException if there is none
     */
    static PrivateKey read(String text, String publicKeyAlgorithm) throws GeneralSecurityException {
        for (Pem.Part part : Pem.parts(text)) {
            byte[] pkcs8 = switch (part.label()) {
                case "PRIVATE KEY" -> part.der();
                case "RSA PRIVATE KEY" -> wrapped(RSA, part.der());
                case "EC PRIVATE KEY" -> wrapped(der(SEQUENCE, EC_ID, curve(part.der())), part.der());
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new IllegalArgumentException("the private key has a password; write it without one");
                default -> null;
            };
            if (pkcs8 != null) {
                return KeyFactory.getInstance(publicKeyAlgorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            }
        }
        throw new IllegalArgumentException("no private key in PEM");
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, VERSION, algorithm, der(OCTETS, key));
    }

    /** The curve of a SEC 1 key: what stands in its part [0], which holds one object identifier. */
    private static byte[] curve(byte[] key) {
        for (int at = 2; at + 3 < key.length; at++) {
            int length = key[at + 1];
            boolean isCurve = (key[at] & 0xff) == CURVE && key[at + 2] == 0x06 && key[at + 3] == length - 2;
            if (isCurve && at + 2 + length <= key.length) {
                byte[] curve = new byte[length];
                System.arraycopy(key, at + 2, curve, 0, length);
                return curve;
            }
        }
        throw new IllegalArgumentException("the private key does not name its curve; write it as PKCS #8");
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            value.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int size = value.size();
        if (size >= SHORT) {
            int bytes = size > 0xffff ? 3 : size > 0xff ? 2 : 1;
            whole.write(SHORT | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                whole.write(size >> (8 * i));
            }
        } else {
            whole.write(size);
        }
        whole.writeBytes(value.toByteArray());
        return whole.toByteArray();
    }
}
