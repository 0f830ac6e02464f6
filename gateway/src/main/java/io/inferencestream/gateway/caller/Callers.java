package io.inferencestream.gateway.caller;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells who calls, by an API key, a bearer token, or the certificate of the connection, in this order.
 *
 * <p>A known key, token or certificate is always found. Unknown ones are checked at most {@value #TRIES_PER_SECOND} times a
 * second for each address, because checking a signature costs time. Thread-safe; never blocks.
 */
public final class Callers {
    private static final String BEARER = "bearer ";
    private static final int TRIES_PER_SECOND = 20;

    private final Supplier<KnownCallers> known;
    private final Tokens tokens;
    private final Pass anonymous;
    private final Clock clock;
    private final RateLimit tries;

    /**
     * @param known who is named now; asked at every request
     * @param anonymous what callers may do who show nothing
     * @param clock by which keys expire
     */
    public Callers(
            Supplier<KnownCallers> known, Tokens tokens, Set<Role> anonymous, Clock clock, LongSupplier nanoClock) {
        this.known = known;
        this.tokens = tokens;
        this.anonymous = new Pass(new Caller(Caller.ANONYMOUS, anonymous), () -> true);
        this.clock = clock;
        this.tries = new RateLimit(TRIES_PER_SECOND, nanoClock);
    }

    /** Says who calls; a bearer may be an API key too. What is shown and not believed never makes one anonymous. */
    public Verdict verdict(Evidence evidence) {
        String apiKey = evidence.apiKey();
        String authorization = evidence.authorization();
        X509Certificate certificate = evidence.certificate();
        if (apiKey != null) {
            return byKey(apiKey).orElseGet(() -> tried(evidence, () -> new Verdict.Refused("unknown key")));
        }
        // Another scheme is for a proxy in between: who may enter with nothing may enter with it.
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return byBearer(authorization.substring(BEARER.length()).strip(), evidence);
        }
        return certificate == null ? new Verdict.Known(anonymous) : byCertificate(certificate);
    }

    private Verdict byBearer(String token, Evidence evidence) {
        return byKey(token)
                .or(() -> tokens.remembered(token).map(Verdict.Known::new))
                .orElseGet(() -> tried(evidence, () -> tokens.verdict(token)));
    }

    /** Takes one of the address's tries, and gives it back where nothing was refused. */
    private Verdict tried(Evidence evidence, Supplier<Verdict> verdict) {
        int seconds = tries.take(Accounts.site(evidence.address()));
        return seconds > 0 ? new Verdict.TooMany(seconds) : settled(evidence, verdict.get());
    }

    private Verdict settled(Evidence evidence, Verdict verdict) {
        if (verdict instanceof Verdict.Soon soon) {
            return new Verdict.Soon(soon.verdict().thenApply(later -> settled(evidence, later)));
        }
        if (!(verdict instanceof Verdict.Refused)) {
            tries.giveBack(Accounts.site(evidence.address()));
        }
        return verdict;
    }

    private Optional<Verdict> byKey(String text) {
        String digest = ApiKey.digest(text);
        return known.get()
                .key(digest)
                .map(key -> key.isExpired(clock.instant())
                        ? new Verdict.Refused("expired key of " + key.name())
                        : new Verdict.Known(new Pass(key.caller(), () -> isGood(key))));
    }

    private boolean isGood(ApiKey key) {
        return known.get()
                .key(key.sha256())
                .filter(now -> !now.isExpired(clock.instant()) && stillHas(now.name(), now.roles(), key.caller()))
                .isPresent();
    }

    private Verdict byCertificate(X509Certificate certificate) {
        return known.get()
                .rule(certificate)
                .<Verdict>map(rule ->
                        new Verdict.Known(new Pass(rule.caller(), () -> isGood(certificate, rule.caller()))))
                .orElse(new Verdict.Refused("unknown certificate"));
    }

    private boolean isGood(X509Certificate certificate, Caller caller) {
        return known.get()
                .rule(certificate)
                .filter(now -> stillHas(now.name(), now.roles(), caller))
                .isPresent();
    }

    private static boolean stillHas(String name, Set<Role> roles, Caller caller) {
        return name.equals(caller.name()) && roles.containsAll(caller.roles());
    }
}
