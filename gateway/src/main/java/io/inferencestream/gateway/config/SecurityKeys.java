package io.inferencestream.gateway.config;

import static io.inferencestream.settings.Texts.httpAddress;
import static io.inferencestream.settings.Texts.parsed;
import static io.inferencestream.settings.Texts.path;
import static io.inferencestream.settings.Texts.text;

import io.inferencestream.gateway.caller.ApiKey;
import io.inferencestream.gateway.caller.CallersFile;
import io.inferencestream.gateway.caller.CertificateRule;
import io.inferencestream.gateway.caller.KnownCallers;
import io.inferencestream.gateway.caller.Role;
import io.inferencestream.gateway.config.GatewaySettings.Security;
import io.inferencestream.gateway.config.GatewaySettings.Tls;
import io.inferencestream.gateway.token.Oidc;
import io.inferencestream.settings.Section;
import io.inferencestream.settings.TextType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The keys that say who may call, and with which certificate the gateway answers. */
final class SecurityKeys {
    private static final TextType<Role> ROLE =
            parsed(text -> Role.valueOf(text.toUpperCase(Locale.ROOT)), "is no role", "predict, observe or operate");

    private SecurityKeys() {}

    static Security security(Section keys) {
        TextType<ApiKey> apiKey = parsed(
                ApiKey::parse,
                "is not NAME:ROLE+ROLE:SHA-256, with :EXPIRY or without",
                "what bin/gateway key NAME ROLE... prints as apiKeys");
        TextType<CertificateRule> certificate = parsed(
                CertificateRule::parse,
                "is not NAME:ROLE+ROLE:SUBJECT",
                "NAME:ROLE+ROLE:SUBJECT, such as ward-7:predict:DNS=ward-7.example");
        KnownCallers named = new KnownCallers(
                keys.value("apiKeys", apiKey.listed(), "", """
                        Keys that are believed, NAME:ROLE+ROLE:SHA-256, and :EXPIRY where one ends, such as \
                        :2027-01-31, which is its last day. Roles: predict, observe, operate."""),
                keys.value("certificates", certificate.listed(), "", """
                        Who shows a certificate of server.tls.clientAuthorities, NAME:ROLE+ROLE:SUBJECT. Subject: \
                        DNS=, URI= or EMAIL= and an alternative name of the certificate, or its whole subject."""));
        Optional<Path> file = keys.value("callersFile", path().orNone(), "", """
                A file of such keys and certificates, one a line. It is read again within seconds when it changes.""");
        file.ifPresent(its -> check(keys, its));
        Set<Role> anonymous = EnumSet.noneOf(Role.class);
        anonymous.addAll(keys.value("anonymous", ROLE.listed(), "", """
                What callers may do who show neither key nor token. Empty: all on loopback without keys and tokens, \
                otherwise nothing."""));
        return new Security(named, file, keys.section("oidc", SecurityKeys::oidc), Set.copyOf(anonymous));
    }

    private static void check(Section keys, Path file) {
        try {
            CallersFile.read(file);
        } catch (IOException e) {
            keys.problem("callersFile", "cannot be read: " + e.getMessage(), "Name a file that this user can read.");
        } catch (IllegalArgumentException e) {
            keys.problem("callersFile", "has a line that names no caller: " + e.getMessage(), "Mend the line.");
        }
    }

    private static Optional<Oidc> oidc(Section keys) {
        String issuer = keys.value("issuer", text(), "", """
                The issuer of bearer tokens, exactly as they name it. Empty: no tokens.""");
        Optional<URI> jwks = keys.value("jwks", httpAddress().orNone(), "", """
                The address of the issuer's keys. Empty: the jwks_uri of its discovery document, \
                ISSUER/.well-known/openid-configuration.""");
        String audience = keys.value("audience", text(), "", "What the aud of a token must contain.");
        String rolesClaim = keys.value("rolesClaim", text(), "roles", """
                Where a token names its roles; dots for claims within claims, such as realm_access.roles.""");
        String callerClaim = keys.value("callerClaim", text(), "sub", """
                Where a token names its caller, for issuers whose tokens have no sub, such as client_id. It must be \
                one that is nobody else's, ever.""");
        if (issuer.isEmpty() && jwks.isEmpty() && audience.isEmpty()) {
            return Optional.empty();
        }
        required(keys, "issuer", issuer, "the issuer, exactly as tokens name it");
        required(keys, "audience", audience, "what tokens for this gateway carry as aud");
        if (jwks.isEmpty() && !issuer.matches("https?://[^\\s?#]+")) {
            required(
                    keys, "jwks", "", "where the issuer's keys are; it is no address at which that could be asked for");
        }
        return Optional.of(new Oidc(issuer, jwks, audience, rolesClaim, callerClaim));
    }

    private static void required(Section keys, String name, String value, String what) {
        if (value.isEmpty()) {
            keys.missing(name, "is missing, although others of security.oidc are there", "Name " + what + ".");
        }
    }

    static Tls tls(Section keys) {
        Optional<Path> keyStore = keys.value("keyStore", path().orNone(), "", """
                A PKCS #12 key store with certificate and private key. Empty, and no certificate: plain HTTP. Like \
                the other files of this section it is read again within seconds when it changes.""");
        String password = keys.value("password", text(), "", "Opens the key store.");
        Optional<Path> certificate = keys.value("certificate", path().orNone(), "", """
                The certificate and those between it and its authority, in PEM, instead of a key store.""");
        Optional<Path> privateKey = keys.value("privateKey", path().orNone(), "", """
                The private key of the certificate, in PEM, without a password: PKCS #8, PKCS #1 or SEC 1.""");
        Optional<Path> authorities = keys.value("clientAuthorities", path().orNone(), "", """
                Certificates, in PEM, of the authorities whose client certificates are believed. Who shows one is \
                said in security.certificates. Empty: none is asked for.""");
        if (certificate.isPresent() != privateKey.isPresent()) {
            keys.missing(
                    certificate.isPresent() ? "privateKey" : "certificate",
                    "is missing, although the other of the two is there",
                    "Name both files.");
        } else if (keyStore.isPresent() && certificate.isPresent()) {
            keys.problem("keyStore", "stands beside a certificate in PEM", "Leave one of the two out.");
        } else if (authorities.isPresent() && keyStore.isEmpty() && certificate.isEmpty()) {
            keys.problemBeside(
                    List.of("keyStore", "certificate", "privateKey"),
                    "clientAuthorities",
                    "asks for client certificates, and there is no TLS",
                    "Name server.tls.certificate and server.tls.privateKey, or server.tls.keyStore.");
        }
        return new Tls(keyStore, password, certificate, privateKey, authorities);
    }
}
