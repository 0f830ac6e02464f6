package io.inferencestream.lab.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Curves over the epochs as SVG.
 *
 * @param title above the curves
 * @param curves at least one, all with the same number of points
 */
record LineChart(String title, List<Curve> curves) {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 300;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 36;
    private static final int BOTTOM = 40;
    private static final List<String> COLOURS = List.of("#1f5fa8", "#c2571a", "#2d7d46");
    private static final int TICKS = 5;

    /**
     * One curve.
     *
     * @param name in the legend
     * @param values one for each epoch
     */
    record Curve(String name, List<Double> values) {}

    String svg() {
        double low = values().min().orElse(0);
        double high = values().max().orElse(1);
        if (high - low < 1e-9) {
            high = low + 1e-9;
        }
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'><text x='%d' y='20' class='title'>%s</text>",
                WIDTH,
                HEIGHT,
                title,
                LEFT,
                title);
        axes(svg, low, high);
        for (int i = 0; i < curves.size(); i++) {
            curve(svg, curves.get(i), COLOURS.get(i % COLOURS.size()), i, low, high);
        }
        return svg.append("</svg>").toString();
    }

    private DoubleStream values() {
        return curves.stream().flatMap(c -> c.values().stream()).mapToDouble(Double::doubleValue);
    }

    private void axes(StringBuilder svg, double low, double high) {
        for (int i = 0; i < TICKS; i++) {
            double value = low + (high - low) * i / (TICKS - 1);
            double y = y(value, low, high);
            add(svg, "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' class='grid'/>", LEFT, WIDTH - RIGHT, y, y);
            add(svg, "<text x='%d' y='%.1f' class='tick' text-anchor='end'>%s</text>", LEFT - 6, y + 4, number(value));
        }
        int epochs = curves.get(0).values().size();
        int stride = Math.max(1, (epochs + 9) / 10);
        for (int epoch = 0; epoch < epochs; epoch += stride) {
            add(
                    svg,
                    "<text x='%.1f' y='%d' class='tick' text-anchor='middle'>%d</text>",
                    x(epoch, epochs),
                    HEIGHT - BOTTOM + 16,
                    epoch + 1);
        }
        add(
                svg,
                "<text x='%d' y='%d' class='tick' text-anchor='middle'>epoch</text>",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 6);
    }

    private static void curve(StringBuilder svg, Curve curve, String colour, int index, double low, double high) {
        add(svg, "<polyline fill='none' stroke-width='2' stroke='%s' points='", colour);
        int epochs = curve.values().size();
        for (int epoch = 0; epoch < epochs; epoch++) {
            add(svg, "%.1f,%.1f ", x(epoch, epochs), y(curve.values().get(epoch), low, high));
        }
        svg.append("'/>");
        for (int epoch = 0; epoch < epochs; epoch++) {
            double y = y(curve.values().get(epoch), low, high);
            add(
                    svg,
                    "<circle cx='%.1f' cy='%.1f' r='2.5' fill='%s'><title>epoch %d: %.5f</title></circle>",
                    x(epoch, epochs),
                    y,
                    colour,
                    epoch + 1,
                    curve.values().get(epoch));
        }
        add(
                svg,
                "<text x='%d' y='20' text-anchor='end' class='legend' fill='%s'>%s</text>",
                WIDTH - RIGHT - index * 120,
                colour,
                curve.name());
    }

    private static double x(int epoch, int epochs) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (epochs == 1 ? 0.5 : epoch / (double) (epochs - 1));
    }

    private static double y(double value, double low, double high) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 0.01 && value != 0 ? "%.1e" : "%.3f", value);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
