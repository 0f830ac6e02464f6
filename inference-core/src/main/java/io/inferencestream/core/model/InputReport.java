package io.inferencestream.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What of a card's input people should look at before they trust its model.
 *
 * @param summary how the model is fed, in one line: shape, type, and per channel the values that reach it
 * @param doubts what is hardly as the model was trained, a sentence each; none in a usual card
 */
public record InputReport(String summary, List<String> doubts) {
    /** Networks that were trained on normalised pixels take values within this. */
    private static final float USUAL = 10;

    private static final float LEAST_WIDTH = 0.05f;
    private static final double MEAN_SLACK = 1;
    private static final List<Double> IMAGENET_MEAN = List.of(123.7, 116.5, 103.7);
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    public InputReport {
        doubts = List.copyOf(doubts);
    }

    /** The values that pixels of one channel can become. */
    private record Values(float low, float high) {
        static Values of(Normalization normalization, int channel) {
            float black = normalization.apply(0, channel);
            float white = normalization.apply(255, channel);
            return new Values(Math.min(black, white), Math.max(black, white));
        }

        @Override
        public String toString() {
            return shown(low) + " to " + shown(high);
        }

        private static String shown(float value) {
            return value == Math.rint(value)
                    ? Integer.toString((int) value)
                    : String.format(Locale.ROOT, "%.3f", value);
        }
    }

    /** Reports on a card's input. */
    public static InputReport of(ModelCard card) {
        InputEncoding encoding = card.encoding();
        int channels = card.input().channels();
        List<Values> values = IntStream.range(0, channels)
                .mapToObj(channel -> Values.of(encoding.normalization(), channel))
                .toList();
        String order = channels == 1 ? "gray" : encoding.channelOrder().toString();
        String summary = card.input() + " " + order + ", " + encoding.typeName() + " "
                + encoding.layout() + ", values " + shown(values, encoding.channelOrder()) + ", resized by "
                + card.resize();
        return new InputReport(summary, doubts(encoding, values));
    }

    private static String shown(List<Values> values, ChannelOrder order) {
        if (values.stream().distinct().count() == 1) {
            return values.get(0).toString();
        }
        return String.join(
                ", ",
                IntStream.range(0, values.size())
                        .mapToObj(i -> COLOURS.get(order.source(i, values.size())) + " " + values.get(i))
                        .toList());
    }

    private static List<String> doubts(InputEncoding encoding, List<Values> values) {
        List<String> doubts = new ArrayList<>();
        List<Double> mean = encoding.normalization().mean();
        boolean isScaled = !encoding.normalization().scale().equals(List.of(1.0));
        float greatest = (float) values.stream()
                .mapToDouble(one -> Math.max(Math.abs(one.low()), Math.abs(one.high())))
                .max()
                .orElseThrow();
        if (isScaled && greatest > USUAL || greatest > 255) {
            doubts.add("pixels reach the model as values of " + values.get(0) + ", where normalised pixels are within -"
                    + (int) USUAL + " to " + (int) USUAL + ": check range, mean, std and scale under input");
        }
        if (!isScaled
                && mean.stream().anyMatch(one -> one != 0)
                && mean.stream().allMatch(one -> one <= 1)) {
            doubts.add("mean is that of pixels of 0 to 1, but is subtracted from pixels of 0 to 255: say range: [0, 1]"
                    + " under input");
        }
        if (values.get(0).high() - values.get(0).low() < LEAST_WIDTH) {
            doubts.add("pixels reach the model as values of " + values.get(0)
                    + ", as if they were divided by 255 twice: check range, std and scale under input");
        }
        addOrder(encoding, doubts);
        return doubts;
    }

    private static void addOrder(InputEncoding encoding, List<String> doubts) {
        List<Double> expected = new ArrayList<>(IMAGENET_MEAN);
        if (encoding.channelOrder() == ChannelOrder.RGB) {
            Collections.reverse(expected);
        }
        List<Double> mean = encoding.normalization().mean();
        boolean isTurned = mean.size() == expected.size()
                && IntStream.range(0, mean.size()).allMatch(i -> Math.abs(mean.get(i) - expected.get(i)) <= MEAN_SLACK);
        if (isTurned) {
            ChannelOrder other = encoding.channelOrder() == ChannelOrder.RGB ? ChannelOrder.BGR : ChannelOrder.RGB;
            doubts.add("mean is ImageNet's in the order " + other + ", but the card says " + encoding.channelOrder()
                    + ": say channelOrder: " + other + " under input if the model was trained on that");
        }
    }
}
