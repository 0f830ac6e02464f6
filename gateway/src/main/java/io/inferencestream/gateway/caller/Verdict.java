package io.inferencestream.gateway.caller;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What is thought of what a request shows of its caller. */
public sealed interface Verdict {
    /** Believed. */
    record Known(Pass pass) implements Verdict {}

    /**
     * Not believed; that never makes one anonymous.
     *
     * @param reason in a few words for the audit, without anything that was shown
     */
    record Refused(String reason) implements Verdict {}

    /**
     * Not looked at, because this address has shown too much that was refused.
     *
     * @param seconds after which it may be shown again; at least 1
     */
    record TooMany(int seconds) implements Verdict {}

    /**
     * Not to be told yet, since the keys of the issuer are being read, or are not to be had.
     *
     * @param reason in a few words for the audit
     * @param seconds after which it may be shown again; at least 1
     */
    record Unsure(String reason, int seconds) implements Verdict {}

    /**
     * To be told in a moment.
     *
     * @param verdict another kind than this; never fails
     */
    record Soon(CompletionStage<Verdict> verdict) implements Verdict {}

    /** Applies the function for this verdict's kind; a new kind breaks every caller at compile time. */
    default <R> R fold(
            Function<Known, R> known,
            Function<Refused, R> refused,
            Function<TooMany, R> tooMany,
            Function<Unsure, R> unsure,
            Function<Soon, R> soon) {
        if (this instanceof Known its) {
            return known.apply(its);
        } else if (this instanceof Refused its) {
            return refused.apply(its);
        } else if (this instanceof TooMany its) {
            return tooMany.apply(its);
        } else if (this instanceof Unsure its) {
            return unsure.apply(its);
        }
        return soon.apply((Soon) this);
    }
}
