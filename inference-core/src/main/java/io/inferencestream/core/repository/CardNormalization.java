package io.inferencestream.core.repository;

import static io.inferencestream.settings.Quantities.number;

import io.inferencestream.core.model.Normalization;
import io.inferencestream.core.model.PixelRange;
import io.inferencestream.settings.Section;
import java.util.List;
import java.util.Optional;

/**
 * Reads how a card normalises pixels: {@code mean} and {@code scale} for pixels of 0 to 255, or {@code range}, {@code mean}
 * and {@code std} as the trainers of models publish them.
 *
 * <p>Not thread-safe: reads one card.
 */
final class CardNormalization {
    private static final String SAY_RANGE =
            "Add the range that pixels had in training: range: [0, 1] if they were divided by 255,"
                    + " [-1, 1] or [0, 255].";

    private final Section keys;
    private final int channels;

    CardNormalization(Section keys, int channels) {
        this.keys = keys;
        this.channels = channels;
    }

    /** Notes what is wrong, and answers {@link Normalization#NONE} then. */
    Normalization read() {
        List<Double> bounds = keys.value("range", number().listed(), "", """
                What the pixels 0 to 255 become before mean and std: [0, 1], [-1, 1] or [0, 255]. Left out: 0 to 255; \
                but a mean or std beside std that only fits pixels of 0 to 1 is taken for those.""");
        List<Double> mean = keys.value("mean", number().listed(), "0", """
                Subtracted from each pixel: one number, or a list with one for each channel.""");
        List<Double> std = keys.value("std", number().listed(), "", """
                Divided by then: one number, or a list with one for each channel.""");
        List<Double> scale = keys.value("scale", number().listed(), "1", """
                Multiplied with instead of divided by std, for pixels of 0 to 255: one number, or a list with one for \
                each channel.""");
        boolean fits =
                fits("mean", mean) & fits("scale", scale) & (std.isEmpty() || fits("std", std) && isPositive(std));
        boolean usable = fits & isRange(bounds) & isOneWay();
        return usable ? normalization(bounds, mean, std, scale) : Normalization.NONE;
    }

    private Normalization normalization(List<Double> bounds, List<Double> mean, List<Double> std, List<Double> scale) {
        if (!bounds.isEmpty()) {
            PixelRange range = new PixelRange(bounds.get(0), bounds.get(1));
            return isWithin(range, mean)
                    ? range.normalization(mean, std.isEmpty() ? List.of(1.0) : std)
                    : Normalization.NONE;
        }
        return std.isEmpty() ? new Normalization(mean, scale) : published(mean, std);
    }

    /** Mean and deviation without a range: for the only pixels that each can be for. */
    private Normalization published(List<Double> mean, List<Double> std) {
        Optional<PixelRange> ofStd = PixelRange.ofStd(std);
        Optional<PixelRange> ofMean = PixelRange.ofMean(mean);
        if (ofStd.isEmpty()) {
            keys.problem("std", "does not tell which pixels it is for", SAY_RANGE);
            return Normalization.NONE;
        }
        PixelRange range = ofStd.get();
        boolean isZero = mean.stream().allMatch(value -> value == 0);
        if (ofMean.isEmpty() || !isZero && ofMean.get().equals(PixelRange.UNIT) && range.equals(PixelRange.BYTES)) {
            keys.problem("mean", "is for other pixels than std", SAY_RANGE);
            return Normalization.NONE;
        }
        return new Normalization(
                ofMean.get().normalization(mean, List.of(1.0)).mean(),
                range.normalization(List.of(0.0), std).scale());
    }

    private boolean fits(String name, List<Double> numbers) {
        if (numbers.size() == 1 || numbers.size() == channels) {
            return true;
        }
        String wrong = "has " + numbers.size() + " numbers for " + channels + " channels";
        keys.problemBeside(List.of("channels"), name, wrong, "Write one number, or a list with one for each channel.");
        return false;
    }

    private boolean isPositive(List<Double> std) {
        if (std.stream().allMatch(value -> value > 0)) {
            return true;
        }
        keys.problem("std", "is not positive", "Write the standard deviation, a number above 0.");
        return false;
    }

    private boolean isRange(List<Double> bounds) {
        if (bounds.isEmpty() || bounds.size() == 2 && bounds.get(0) < bounds.get(1)) {
            return true;
        }
        keys.problem("range", "is no range", "Write the lower and the upper bound, such as [0, 1].");
        return false;
    }

    private boolean isWithin(PixelRange range, List<Double> mean) {
        if (!keys.isGiven("mean") || mean.stream().allMatch(range::holds)) {
            return true;
        }
        keys.problem(
                "mean",
                "is outside the range " + range,
                "Write range, mean and std for the same pixels: [0, 1], or [0, 255] with mean and std 255 times as large.");
        return false;
    }

    private boolean isOneWay() {
        boolean both = keys.isGiven("scale") && (keys.isGiven("std") || keys.isGiven("range"));
        if (both) {
            keys.problem(
                    "scale", "is given beside std or range", "Write range, mean and std, or mean and scale alone.");
        }
        return !both;
    }
}
