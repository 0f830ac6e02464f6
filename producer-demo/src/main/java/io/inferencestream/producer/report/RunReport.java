package io.inferencestream.producer.report;

import io.inferencestream.producer.account.Ledger;
import io.inferencestream.producer.account.Tally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run went.
 *
 * @param tally counts and figures
 * @param awaited whether outcomes were awaited; without, only the sending is known
 * @param unaccounted the first few images without outcome
 * @param duplicates the first few images with more than one outcome
 * @param notSent the first few images that were not sent, and why
 * @param problem what ended the run early, for a person; null if nothing did
 */
public record RunReport(
        Tally tally,
        boolean awaited,
        List<String> unaccounted,
        List<String> duplicates,
        List<String> notSent,
        @Nullable String problem) {

    public RunReport {
        unaccounted = List.copyOf(unaccounted);
        duplicates = List.copyOf(duplicates);
        notSent = List.copyOf(notSent);
    }

    /** The report of what the ledger holds now. */
    public static RunReport of(Ledger ledger, boolean awaited, @Nullable String problem) {
        List<String> unaccounted = awaited ? ledger.unaccounted() : List.of();
        return new RunReport(ledger.tally(), awaited, unaccounted, ledger.duplicates(), ledger.notSent(), problem);
    }

    /** Whether every image was sent and, if outcomes were awaited, has exactly one outcome, its own. */
    public boolean isComplete() {
        Tally.Faults faults = tally.faults();
        boolean sent = problem == null && tally.sending().notSent() == 0;
        return sent && (!awaited || (tally.unaccounted() == 0 && faults.duplicates() == 0 && faults.mixedUp() == 0));
    }
}
