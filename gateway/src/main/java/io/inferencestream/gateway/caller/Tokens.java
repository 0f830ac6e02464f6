package io.inferencestream.gateway.caller;

import java.util.Optional;

/** Believes bearer tokens, or does not. Thread-safe; never blocks. */
public interface Tokens {
    /** Believes none. */
    Tokens NONE = new Tokens() {
        @Override
        public Optional<Pass> remembered(String token) {
            return Optional.empty();
        }

        @Override
        public Verdict verdict(String token) {
            return new Verdict.Refused("unknown key");
        }
    };

    /** The pass of a token that was believed before and still is; costs next to nothing. */
    Optional<Pass> remembered(String token);

    /** Checks a token's claims and signature. */
    Verdict verdict(String token);
}
