package io.inferencestream.gateway.issuer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** An authority that signs certificates, by the JDK's keytool, and writes them as other tools do. */
public final class TestAuthority {
    public static final String PASSWORD = "correct horse";

    private final Path folder;
    private final String name;

    /** Makes its own key and certificate. */
    public TestAuthority(Path folder, String name) throws IOException, InterruptedException {
        this.folder = folder;
        this.name = name;
        keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc:c");
    }

    /** Its certificate in PEM. */
    public Path certificate() throws Exception {
        Path file = folder.resolve(name + ".pem");
        Files.writeString(
                file, pem("CERTIFICATE", store(name).getCertificate(name).getEncoded()));
        return file;
    }

    /**
     * Makes a key and a certificate for it.
     *
     * @param whose its file, which is replaced
     * @param algorithm RSA or EC
     * @param subject such as {@code CN=ward-7}
     * @param alternative such as {@code dns:ward-7.example}
     */
    public KeyStore issue(String whose, String algorithm, String subject, String alternative) throws Exception {
        Files.deleteIfExists(path(whose));
        keytool(whose, "-genkeypair", "-keyalg", algorithm, "-dname", subject);
        Path request = folder.resolve(whose + ".csr");
        Path signed = folder.resolve(whose + ".crt");
        keytool(whose, "-certreq", "-file", request.toString());
        keytool(
                name,
                "-gencert",
                "-rfc",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                "san=" + alternative);
        keytool(
                whose,
                "authority",
                "-importcert",
                "-noprompt",
                "-file",
                certificate().toString());
        keytool(whose, "-importcert", "-noprompt", "-file", signed.toString());
        return store(whose);
    }

    /** Writes certificate and private key, in PKCS #8, of a store in PEM. */
    public static void write(KeyStore store, String whose, Path certificate, Path privateKey)
            throws IOException, GeneralSecurityException {
        StringBuilder chain = new StringBuilder();
        for (Certificate its : store.getCertificateChain(whose)) {
            chain.append(pem("CERTIFICATE", its.getEncoded()));
        }
        Files.writeString(certificate, chain);
        Files.writeString(privateKey, pem("PRIVATE KEY", key(store, whose).getEncoded()));
    }

    public static Key key(KeyStore store, String whose) throws GeneralSecurityException {
        return store.getKey(whose, PASSWORD.toCharArray());
    }

    public static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private Path path(String whose) {
        return folder.resolve(whose + ".p12");
    }

    private KeyStore store(String whose) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(path(whose))) {
            store.load(file, PASSWORD.toCharArray());
        }
        return store;
    }

    private void keytool(String whose, String... arguments) throws IOException, InterruptedException {
        boolean isNamed = !arguments[0].startsWith("-");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                isNamed ? arguments[1] : arguments[0],
                "-keystore",
                path(whose).toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                isNamed ? arguments[0] : whose));
        command.addAll(Arrays.asList(arguments).subList(isNamed ? 2 : 1, arguments.length));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        keytool.getInputStream().transferTo(output);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + output.toString(StandardCharsets.UTF_8));
        }
    }
}
