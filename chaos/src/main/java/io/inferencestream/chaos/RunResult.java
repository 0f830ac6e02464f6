package io.inferencestream.chaos;

import io.inferencestream.chaos.verify.Verdict;
import java.util.List;
import java.util.Map;

/**
 * What came of one run.
 *
 * @param key of its scenario
 * @param seed of its scenario
 * @param delivery of its scenario
 * @param protocol of its scenario
 * @param hasBarrier false for a control
 * @param seconds it took
 * @param disturbances that happened, in order
 * @param disk what was filled, if it was
 * @param exits how often instances ended with which code, not counting those that were told to end
 * @param hasSettled whether everything was committed in the end and no transaction open
 * @param verdict on the records
 * @param faults other misconduct
 */
record RunResult(
        String key,
        long seed,
        String delivery,
        String protocol,
        boolean hasBarrier,
        double seconds,
        List<String> disturbances,
        String disk,
        Map<Integer, Integer> exits,
        boolean hasSettled,
        Verdict verdict,
        List<String> faults) {

    /** Whether the promise was kept; for a control, whether the proof was able to fail. */
    boolean isAsExpected() {
        if (!hasBarrier) {
            return verdict.missing() > 0;
        }
        return hasSettled && faults.isEmpty() && verdict.holds(delivery.equals("exactly-once"));
    }
}
