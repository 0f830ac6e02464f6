package io.inferencestream.gateway.caller;

import java.util.function.BooleanSupplier;

/**
 * A caller who was believed, for as long as it is.
 *
 * @param caller who it is
 * @param isGood whether it would be believed now: false once its key is revoked, its token expired, its certificate unknown;
 *     cheap, and called by any thread
 */
public record Pass(Caller caller, BooleanSupplier isGood) {}
