package io.inferencestream.gateway.issuer;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider with real keys behind real HTTP: it rotates them, falls silent, and comes back at its address. */
public final class TestIssuer implements AutoCloseable {
    private static final int ED25519_BYTES = 32;

    private final Map<String, JWK> keys = new ConcurrentHashMap<>();
    private final Map<String, KeyPair> edwards = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private int port;
    private HttpServer server;

    /** With one RSA key, {@code k1}. */
    public TestIssuer() throws Exception {
        server = listen(0);
        port = server.getAddress().getPort();
        addRsa("k1");
    }

    public String name() {
        return "http://127.0.0.1:" + port;
    }

    public String jwks() {
        return name() + "/keys";
    }

    /** How often the keys have been read. */
    public int reads() {
        return reads.get();
    }

    public void addRsa(String kid) throws Exception {
        keys.put(kid, new RSAKeyGenerator(2048).keyID(kid).generate());
    }

    /** As issuers have not made them for long: other signers refuse to. */
    public void addShortRsa(String kid) throws Exception {
        keys.put(kid, new RSAKeyGenerator(1024, true).keyID(kid).generate());
    }

    public void addEc(String kid, Curve curve) throws Exception {
        keys.put(kid, new ECKeyGenerator(curve).keyID(kid).generate());
    }

    /** The public key's last 32 bytes of X.509 are the point. */
    public void addEd25519(String kid) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
        edwards.put(kid, pair);
        keys.put(
                kid,
                new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                        .keyID(kid)
                        .build());
    }

    public void remove(String kid) {
        keys.remove(kid);
    }

    /** Refuses connections from now on. */
    public void fallSilent() {
        server.stop(0);
    }

    public void comeBack() throws IOException {
        server = listen(port);
    }

    private HttpServer listen(int at) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        listening.createContext("/keys", exchange -> {
            reads.incrementAndGet();
            answer(exchange, new JWKSet(List.copyOf(keys.values())).toString());
        });
        listening.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, "{\"issuer\":\"" + name() + "\",\"jwks_uri\":\"" + jwks() + "\"}"));
        listening.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", jwks());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        listening.start();
        return listening;
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Claims of a good token for the audience {@code gateway}, by its subject {@code mia}, who may observe. */
    public Map<String, Object> claims() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", name());
        claims.put("aud", "gateway");
        claims.put("sub", "mia");
        claims.put("exp", Date.from(Instant.now().plusSeconds(60)));
        claims.put("roles", List.of("observe"));
        return claims;
    }

    public String token(String kid) throws Exception {
        return token(kid, JWSAlgorithm.RS256, "JWT", claims());
    }

    /** Signs with a key that is, or was, the issuer's. */
    public String token(String kid, JWSAlgorithm algorithm, String type, Map<String, Object> claims) throws Exception {
        return token(keys.get(kid), kid, algorithm, type, claims);
    }

    /** Signs with any key. */
    public String token(JWK key, String kid, JWSAlgorithm algorithm, String type, Map<String, Object> claims)
            throws Exception {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID(kid)
                .type(new JOSEObjectType(type))
                .build();
        JWTClaimsSet set = claims(claims);
        if (key instanceof OctetKeyPair) {
            return edwardsToken(header, set, edwards.get(kid));
        }
        SignedJWT token = new SignedJWT(header, set);
        token.sign(
                key instanceof RSAKey rsa
                        ? new RSASSASigner(rsa.toPrivateKey(), true)
                        : new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
        return token.serialize();
    }

    private static JWTClaimsSet claims(Map<String, Object> claims) throws Exception {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        return set.build();
    }

    private static String edwardsToken(JWSHeader header, JWTClaimsSet claims, KeyPair pair) throws Exception {
        String signed = header.toBase64URL() + "." + claims.toPayload().toBase64URL();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64URL.encode(signature.sign());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
