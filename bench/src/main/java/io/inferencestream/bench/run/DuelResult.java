package io.inferencestream.bench.run;

import java.util.ArrayList;
import java.util.List;

/** What came of a {@link Duel}: the turns of both, in order. */
public final class DuelResult {
    private final List<Duellist.Turn> first;
    private final List<Duellist.Turn> second;

    DuelResult(List<Duellist.Turn> first, List<Duellist.Turn> second) {
        this.first = List.copyOf(first);
        this.second = List.copyOf(second);
    }

    /**
     * What one of the two did.
     *
     * @param imagesPerSecond median of its turns
     * @param appCpuMillis an image, over all turns; 0 where it is not known
     * @param brokerCpuMillis an image, over all turns
     */
    public record Side(double imagesPerSecond, double appCpuMillis, double brokerCpuMillis) {}

    public Side first() {
        return side(first);
    }

    public Side second() {
        return side(second);
    }

    /** How many times the second's rate the first had, in each turn against the mean of the other's before and after; sorted. */
    public List<Double> ratios() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            double before = second.get(Math.max(0, i - 1)).imagesPerSecond();
            double after = second.get(i).imagesPerSecond();
            ratios.add(first.get(i).imagesPerSecond() / ((before + after) / 2));
        }
        ratios.sort(null);
        return ratios;
    }

    /** The middle of sorted values, or what lies at another share of the way. */
    public static double quantile(List<Double> sorted, double share) {
        double at = share * (sorted.size() - 1);
        int below = (int) at;
        int above = Math.min(sorted.size() - 1, below + 1);
        return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
    }

    private static Side side(List<Duellist.Turn> turns) {
        List<Double> rates =
                turns.stream().map(Duellist.Turn::imagesPerSecond).sorted().toList();
        long images = turns.stream().mapToLong(Duellist.Turn::images).sum();
        long app = turns.stream().mapToLong(Duellist.Turn::appCpuMillis).sum();
        long broker = turns.stream().mapToLong(Duellist.Turn::brokerCpuMillis).sum();
        return new Side(quantile(rates, 0.5), perImage(app, images), perImage(broker, images));
    }

    private static double perImage(long millis, long images) {
        return images == 0 ? 0 : (double) millis / images;
    }
}
