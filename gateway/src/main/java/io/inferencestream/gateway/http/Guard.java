package io.inferencestream.gateway.http;

import io.inferencestream.gateway.caller.Accounts;
import io.inferencestream.gateway.caller.Caller;
import io.inferencestream.gateway.caller.Callers;
import io.inferencestream.gateway.caller.Evidence;
import io.inferencestream.gateway.caller.Pass;
import io.inferencestream.gateway.caller.RateLimit;
import io.inferencestream.gateway.caller.Verdict;
import io.inferencestream.gateway.http.edge.HostNames;
import io.inferencestream.gateway.http.edge.OwnPages;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in: for a host name of ours, not from a foreign page, by a caller who is known, may do it, and does not do it
 * too often. Nothing of the body is read before.
 *
 * <p>Thread-safe.
 */
final class Guard {
    private static final String PASS = "pass";
    private static final String REFUSAL = "refusal";
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final String NOT_KNOWN = "The API key, token or certificate is not known here, or has expired.";
    private static final String NOTHING_SHOWN =
            "This asks for an API key, as X-API-Key or as a bearer, or for a bearer token.";
    private static final Pass NOBODY = new Pass(new Caller("nobody", Set.of()), () -> false);
    private static final String CONCERNS = "concerns";
    private static final String PROBES = "/v2/health/";
    private static final String METRICS = "/metrics";

    private final Callers callers;
    private final RateLimit rateLimit;
    private final HostNames names;
    private final OwnPages pages;
    private final Executor threads;

    /** @param threads by which requests go on that had to wait for an issuer's keys */
    Guard(Callers callers, RateLimit rateLimit, HostNames names, OwnPages pages, Executor threads) {
        this.threads = threads;
        this.callers = callers;
        this.rateLimit = rateLimit;
        this.names = names;
        this.pages = pages;
    }

    /** The caller of a request that was let in. */
    static Caller caller(Context context) {
        return pass(context).caller();
    }

    /** Whom limits count a request to. */
    static String account(Context context) {
        return Accounts.of(caller(context), context.ip());
    }

    /** By which a request was let in. */
    static Pass pass(Context context) {
        Pass pass = context.attribute(PASS);
        return pass == null ? NOBODY : pass;
    }

    /** Whether nobody was let in by this request. */
    static boolean isStranger(Context context) {
        return context.attribute(PASS) == null || refusal(context) != null;
    }

    /** Why a request was not let in, for the audit line; null where it was. */
    static @Nullable String refusal(Context context) {
        return context.attribute(REFUSAL);
    }

    /** Notes which image or record a request is about, for the audit line. */
    static void concerns(Context context, String what) {
        context.attribute(CONCERNS, what);
    }

    static @Nullable String concern(Context context) {
        return context.attribute(CONCERNS);
    }

    /** @throws ProblemException if it is not to be let in */
    void admit(Context context) {
        checkHost(context);
        checkPage(context);
        Access access = access(context);
        if (!access.isOpen()) {
            decide(context, access, callers.verdict(evidence(context)));
        }
    }

    private static Evidence evidence(Context context) {
        return new Evidence(
                context.header("X-API-Key"), context.header("Authorization"), certificate(context), context.ip());
    }

    /** That of the connection; the server has checked by whom it is signed. */
    private static @Nullable X509Certificate certificate(Context context) {
        return context.req().getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                ? chain[0]
                : null;
    }

    private void decide(Context context, Access access, Verdict verdict) {
        verdict.<@Nullable Void>fold(
                known -> {
                    enter(context, access, known.pass());
                    return null;
                },
                refused -> {
                    throw refuse(context, refused.reason(), unauthorized(NOT_KNOWN, "error=\"invalid_token\""));
                },
                tooMany -> {
                    throw refuse(
                            context,
                            "refused too often",
                            ProblemException.tooMany(
                                    "Too many keys and tokens that are not known come from this address.",
                                    tooMany.seconds()));
                },
                unsure -> {
                    throw refuse(
                            context,
                            unsure.reason(),
                            ProblemException.unavailable("Whether this token is good cannot be told yet.")
                                    .header("Retry-After", Integer.toString(unsure.seconds())));
                },
                soon -> {
                    context.future(() -> soon.verdict()
                            .thenAcceptAsync(later -> decide(context, access, later), threads)
                            .toCompletableFuture());
                    return null;
                });
    }

    private void enter(Context context, Access access, Pass pass) {
        Caller caller = pass.caller();
        context.attribute(PASS, pass);
        if (caller.isAnonymous()) {
            checkName(context);
        }
        if (!access.admits(caller) && caller.isAnonymous()) {
            throw refuse(context, "no key or token", unauthorized(NOTHING_SHOWN, ""));
        }
        int seconds = rateLimit.take(account(context));
        if (seconds > 0) {
            throw ProblemException.tooMany("This caller asks more often than it may.", seconds);
        }
        if (!access.admits(caller)) {
            throw new ProblemException(403, "forbidden", "Not allowed", "This takes the role " + access.wanted() + ".");
        }
    }

    /** Notes for the audit why. */
    private static ProblemException refuse(Context context, String reason, ProblemException problem) {
        context.attribute(REFUSAL, reason);
        return problem;
    }

    /** A route that does not say who may is for nobody; so are event streams without events. */
    private static Access access(Context context) {
        Optional<Access> access = context.routeRoles().stream()
                .filter(Access.class::isInstance)
                .map(Access.class::cast)
                .findFirst();
        if (access.isEmpty() && context.method() == HandlerType.HEAD) {
            throw new ProblemException(405, "method-not-allowed", "Not by this method", "/openapi.json says which.");
        }
        return access.orElseThrow(
                () -> new IllegalStateException("a route without access: " + AuditLog.route(context)));
    }

    private static ProblemException unauthorized(String detail, String error) {
        return new ProblemException(401, "unauthorized", "Who calls is not known", detail)
                .header(
                        "WWW-Authenticate",
                        "Bearer realm=\"inference-stream\"" + (error.isEmpty() ? "" : ", " + error));
    }

    /** A probe asks by an address, and learns nothing that others may not know. Prometheus does, and shows a key for it. */
    private void checkHost(Context context) {
        if (!context.path().startsWith(PROBES) && !context.path().equals(METRICS)) {
            checkName(context);
        }
    }

    private void checkName(Context context) {
        if (!names.contains(context)) {
            throw refuse(
                    context,
                    "name of another host",
                    new ProblemException(
                            421,
                            "misdirected",
                            "Not a name of this gateway",
                            "Name it in server.names to have it answered."));
        }
    }

    private void checkPage(Context context) {
        if (pages.isForeign(context)) {
            throw refuse(
                    context,
                    "page of another site",
                    new ProblemException(
                            403,
                            "cross-site",
                            "Not from another site",
                            "Pages of other sites may not do this. Where this is the gateway's own page behind a proxy,"
                                    + " name the address in server.publicUrl."));
        }
    }
}
