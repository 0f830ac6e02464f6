package io.inferencestream.bench.report;

import io.inferencestream.bench.report.Summary.Load;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws latency and batch against load, as SVG: two panels side by side, a line for each contestant. */
public final class Plot {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 300;
    private static final int LEFT = 60;
    private static final int TOP = 50;
    private static final int GAP = 90;
    private static final int MAX_PERCENT = 130;
    private static final int LEGEND_LINE = 18;
    private static final List<String> COLOURS = List.of(
            "#1b6ca8", "#d1495b", "#3a7d44", "#edae49", "#66427a", "#8d6346", "#00798c", "#7a7a7a", "#c77dff",
            "#111111");
    private static final List<Integer> TICKS = List.of(25, 50, 80, 120);

    private final StringBuilder svg = new StringBuilder();
    private final List<Summary> summaries;

    private Plot(List<Summary> summaries) {
        this.summaries =
                summaries.stream().filter(summary -> !summary.loads().isEmpty()).toList();
    }

    /** An image of one workload; of no use where no latencies were measured. */
    public static String of(String title, List<Summary> summaries) {
        return new Plot(summaries).draw(title);
    }

    private String draw(String title) {
        int legend = LEGEND_LINE * ((summaries.size() + 3) / 4);
        int width = LEFT + 2 * WIDTH + GAP + 30;
        int height = TOP + HEIGHT + 60 + legend;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
                width,
                height,
                width,
                height));
        text(LEFT, 20, "start", "16", title);
        panel(LEFT, "p50 (line) and p99 (dashes), milliseconds", Load::p50, Load::p99);
        panel(LEFT + WIDTH + GAP, "mean batch, images", Load::meanBatch, null);
        for (int i = 0; i < summaries.size(); i++) {
            int x = LEFT + (i % 4) * 230;
            int y = TOP + HEIGHT + 55 + LEGEND_LINE * (i / 4);
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/>%n",
                    x,
                    y - 6,
                    colour(i)));
            text(x + 18, y, "start", "12", summaries.get(i).contestant());
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(
            int left,
            String title,
            ToDoubleFunction<Load> figure,
            @org.jspecify.annotations.Nullable ToDoubleFunction<Load> second) {
        ToDoubleFunction<Load> highest = second == null ? figure : second;
        double most = max(highest);
        double least = Math.min(most, min(figure));
        double low = Math.pow(10, Math.floor(Math.log10(Math.max(1e-3, least))));
        double high = Math.pow(10, Math.ceil(Math.log10(Math.max(low * 1.01, most))));
        text(left, TOP - 10, "start", "12", title);
        axes(left, low, high);
        for (int i = 0; i < summaries.size(); i++) {
            line(left, low, high, i, figure, "");
            if (second != null) {
                line(left, low, high, i, second, " stroke-dasharray=\"5 4\" opacity=\"0.7\"");
            }
        }
    }

    private void axes(int left, double low, double high) {
        for (double value = low; value <= high * 1.001; value *= 10) {
            double y = y(value, low, high);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                    left,
                    y,
                    left + WIDTH,
                    y));
            text(left - 6, y + 4, "end", "12", value >= 1 ? String.format(Locale.ROOT, "%,.0f", value) : "" + value);
        }
        for (int tick : TICKS) {
            text(x(left, tick), TOP + HEIGHT + 16, "middle", "12", tick + " %");
        }
        text(left + WIDTH / 2.0, TOP + HEIGHT + 34, "middle", "12", "load, of each one's own sustained rate");
    }

    private void line(int left, double low, double high, int index, ToDoubleFunction<Load> figure, String style) {
        StringBuilder points = new StringBuilder();
        for (Load load : summaries.get(index).loads()) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    x(left, load.percent()),
                    y(Math.max(low, figure.applyAsDouble(load)), low, high)));
        }
        svg.append(String.format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
                points.toString().strip(), colour(index), style));
    }

    private double max(ToDoubleFunction<Load> figure) {
        return summaries.stream()
                .flatMap(summary -> summary.loads().stream())
                .mapToDouble(figure)
                .max()
                .orElse(1);
    }

    private double min(ToDoubleFunction<Load> figure) {
        return summaries.stream()
                .flatMap(summary -> summary.loads().stream())
                .mapToDouble(figure)
                .min()
                .orElse(1);
    }

    private static double x(int left, int percent) {
        return left + (double) WIDTH * percent / MAX_PERCENT;
    }

    private static double y(double value, double low, double high) {
        return TOP + HEIGHT - HEIGHT * Math.log10(value / low) / Math.log10(high / low);
    }

    private static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    private void text(double x, double y, String anchor, String size, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                size,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
