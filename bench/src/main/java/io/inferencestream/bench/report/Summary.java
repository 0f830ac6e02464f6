package io.inferencestream.bench.report;

import io.inferencestream.bench.run.Measurement;
import io.inferencestream.bench.run.Measurement.Latency;
import io.inferencestream.bench.run.Measurement.Sustained;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * One contestant on one workload, over all rounds: medians, and ratios that are medians of each round's own ratio, so
 * that a slow moment of the machine falls on both sides of it; and each of those is of rates against the limit just before
 * and just after.
 */
public record Summary(
        String contestant,
        int rounds,
        double imagesPerSecond,
        double lowest,
        double highest,
        Map<String, Double> ratios,
        double appCpuMillis,
        double brokerCpuMillis,
        double meanBatch,
        double residentMiB,
        long images,
        long checked,
        List<Load> loads,
        double highestLoadAverage,
        String note) {
    /** What ratios are to. */
    public static final List<String> BASES =
            List.of("limit", "naive", "tuned-naive", "tuned-naive-eo", "pass-through-eo");

    private static final double MEBIBYTE = 1 << 20;

    /**
     * Latency at one load.
     *
     * @param percent of the contestant's own sustained rate
     * @param incomplete images that got no answer, or more than one, in any round
     */
    public record Load(
            int percent, double perSecond, double p50, double p95, double p99, double meanBatch, int incomplete) {}

    /** Sums up a workload's measurements, contestants in the order given. */
    public static List<Summary> of(List<Measurement> measurements, List<String> order) {
        Map<String, List<Measurement>> byContestant = new LinkedHashMap<>();
        for (String contestant : order) {
            byContestant.put(contestant, new ArrayList<>());
        }
        measurements.forEach(measurement -> byContestant
                .computeIfAbsent(measurement.contestant(), name -> new ArrayList<>())
                .add(measurement));
        List<Summary> summaries = new ArrayList<>();
        byContestant.forEach((contestant, its) -> {
            if (!its.isEmpty()) {
                summaries.add(of(contestant, its, byContestant));
            }
        });
        return summaries;
    }

    private static Summary of(String contestant, List<Measurement> its, Map<String, List<Measurement>> all) {
        List<Measurement> good =
                its.stream().filter(measurement -> measurement.rate() > 0).toList();
        List<Sustained> sustained = good.stream()
                .map(Measurement::sustained)
                .filter(Objects::nonNull)
                .toList();
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (String base : BASES) {
            double ratio = ratio(good, all.getOrDefault(base, List.of()));
            if (ratio > 0) {
                ratios.put(base, ratio);
            }
        }
        double[] rates = good.stream().mapToDouble(Measurement::rate).sorted().toArray();
        return new Summary(
                contestant,
                good.size(),
                median(rates),
                rates.length == 0 ? 0 : rates[0],
                rates.length == 0 ? 0 : rates[rates.length - 1],
                ratios,
                appCpu(good),
                median(sustained, Sustained::brokerCpuMillis),
                median(sustained, Sustained::meanBatch),
                median(sustained, one -> one.residentBytes() / MEBIBYTE),
                sustained.stream().mapToLong(Sustained::images).sum(),
                sustained.stream().mapToLong(Sustained::checked).sum(),
                loads(good),
                its.stream().mapToDouble(Measurement::loadAverage).max().orElse(0),
                note(its, good));
    }

    private static double appCpu(List<Measurement> good) {
        return median(good.stream()
                .mapToDouble(measurement -> {
                    Sustained sustained = measurement.sustained();
                    return sustained != null
                            ? sustained.appCpuMillis()
                            : measurement.limit() == null
                                    ? 0
                                    : measurement.limit().cpuMillisPerImage();
                })
                .toArray());
    }

    private static String note(List<Measurement> its, List<Measurement> good) {
        return its.stream()
                .map(Measurement::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .map(failure -> failures(its) + " of " + its.size() + " rounds failed: "
                        + failure.lines().findFirst().orElse(""))
                .orElseGet(() -> good.stream()
                        .map(Measurement::limit)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(limit -> String.format(
                                "%s, %d predictors of %d threads, batches of %d; a lone image takes %.2f ms",
                                limit.device(),
                                limit.predictors(),
                                limit.intraOpThreads(),
                                limit.batch(),
                                limit.singleMillis()))
                        .orElse(""));
    }

    private static long failures(List<Measurement> its) {
        return its.stream().filter(measurement -> measurement.failure() != null).count();
    }

    private static double ratio(List<Measurement> its, List<Measurement> bases) {
        return median(its.stream()
                .flatMapToDouble(one -> bases.stream()
                        .filter(base -> base.round() == one.round() && base.rate() > 0)
                        .mapToDouble(one::over))
                .toArray());
    }

    private static List<Load> loads(List<Measurement> good) {
        Map<Integer, List<Latency>> byLoad = new TreeMap<>();
        good.forEach(measurement -> measurement
                .latencies()
                .forEach(latency -> byLoad.computeIfAbsent(latency.loadPercent(), load -> new ArrayList<>())
                        .add(latency)));
        List<Load> loads = new ArrayList<>();
        byLoad.forEach((percent, its) -> loads.add(new Load(
                percent,
                median(its, Latency::offeredPerSecond),
                median(its, Latency::p50Millis),
                median(its, Latency::p95Millis),
                median(its, Latency::p99Millis),
                median(its, Latency::meanBatch),
                its.stream().mapToInt(one -> one.missing() + one.doubles()).sum())));
        return loads;
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        return median(values.stream().mapToDouble(figure).toArray());
    }

    /** The middle one, or the mean of the middle two; 0 of none. */
    static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
