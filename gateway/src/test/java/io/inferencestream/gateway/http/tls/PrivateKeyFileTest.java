package io.inferencestream.gateway.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.gateway.issuer.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateKeyFileTest {
    /** What PKCS #8 writes before a key of RSA of 2048 bits: length, version, algorithm, and the length of the key. */
    private static final int BEFORE_RSA = 26;

    @Test
    void readsPkcs8() throws Exception {
        PrivateKey key = pair("RSA", null).getPrivate();

        assertThat(PrivateKeyFile.read("a comment\n" + TestAuthority.pem("PRIVATE KEY", key.getEncoded()), "RSA"))
                .isEqualTo(key);
    }

    @Test
    void readsRsaAsItWasWrittenBeforePkcs8() throws Exception {
        PrivateKey key = pair("RSA", null).getPrivate();
        byte[] pkcs8 = key.getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, BEFORE_RSA, pkcs8.length);

        assertThat(PrivateKeyFile.read(TestAuthority.pem("RSA PRIVATE KEY", pkcs1), "RSA"))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, 32, 06082a8648ce3d030107", "secp384r1, 48, 06052b81040022", "secp521r1, 66, 06052b81040023"
    })
    void readsEcAsItWasWrittenBeforePkcs8(String curve, int bytes, String identifier) throws Exception {
        ECPrivateKey key = (ECPrivateKey) pair("EC", curve).getPrivate();
        byte[] number = new byte[bytes];
        byte[] significant = key.getS().toByteArray();
        int length = Math.min(bytes, significant.length);
        System.arraycopy(significant, significant.length - length, number, bytes - length, length);
        byte[] sec1 = der(
                0x30,
                der(0x02, new byte[] {1}),
                der(0x04, number),
                der(0xa0, HexFormat.of().parseHex(identifier)));
        String text = TestAuthority.pem("EC PARAMETERS", HexFormat.of().parseHex(identifier))
                + TestAuthority.pem("EC PRIVATE KEY", sec1);

        assertThat(((ECPrivateKey) PrivateKeyFile.read(text, "EC")).getS()).isEqualTo(key.getS());
    }

    @Test
    void saysThatItTakesNoPasswords() {
        assertThatThrownBy(() -> PrivateKeyFile.read(TestAuthority.pem("ENCRYPTED PRIVATE KEY", new byte[9]), "RSA"))
                .hasMessageContaining("password");
        assertThatThrownBy(() -> PrivateKeyFile.read(
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----",
                        "RSA"))
                .hasMessageContaining("password");
        assertThatThrownBy(() -> PrivateKeyFile.read("", "RSA")).hasMessageContaining("no private key");
    }

    private static KeyPair pair(String algorithm, String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (curve == null) {
            generator.initialize(2048);
        } else {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair();
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            value.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        assertThat(value.size()).isLessThan(128);
        whole.write(value.size());
        whole.writeBytes(value.toByteArray());
        return whole.toByteArray();
    }
}
