package io.inferencestream.lab.report;

import io.inferencestream.lab.data.ImageCodec;
import io.inferencestream.lab.optimise.Measurement;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Accuracy against speed: a point for each candidate, and the line that the gate draws. */
public final class TradeOffPlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final int LEFT = 80;
    private static final int RIGHT = 130;
    private static final int TOP = 40;
    private static final int BOTTOM = 56;
    private static final Color INK = new Color(0x1b1f24);
    private static final Color GRID = new Color(0xd0d7de);
    private static final Color PASSES = new Color(0x1f5fa8);
    private static final Color FAILS = new Color(0xc2571a);
    private static final int TICKS = 5;

    private final List<Measurement> measurements;
    private final double least;
    private final double low;
    private final double high;
    private final double fastest;

    private TradeOffPlot(List<Measurement> measurements, double least) {
        this.measurements = measurements;
        this.least = least;
        double smallest =
                measurements.stream().mapToDouble(Measurement::accuracy).min().orElse(0);
        double largest =
                measurements.stream().mapToDouble(Measurement::accuracy).max().orElse(1);
        double margin = Math.max(0.002, (largest - Math.min(smallest, least)) * 0.15);
        low = Math.min(smallest, least) - margin;
        high = largest + margin;
        fastest = measurements.stream()
                        .mapToDouble(Measurement::imagesPerSecond)
                        .max()
                        .orElse(1)
                * 1.1;
    }

    /**
     * Writes the plot as PNG, over one that is there.
     *
     * @param least accuracy that the gate lets through
     */
    public static void write(List<Measurement> measurements, double least, Path file) throws IOException {
        Files.write(file, ImageCodec.png(new TradeOffPlot(measurements, least).draw()));
    }

    private BufferedImage draw() {
        BufferedImage plot = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = plot.createGraphics();
        paint.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paint.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        paint.setColor(Color.WHITE);
        paint.fillRect(0, 0, WIDTH, HEIGHT);
        paint.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        axes(paint);
        gate(paint);
        measurements.forEach(m -> point(paint, m));
        paint.dispose();
        return plot;
    }

    private void axes(Graphics2D paint) {
        for (int i = 0; i < TICKS; i++) {
            double accuracy = low + (high - low) * i / (TICKS - 1);
            double rate = fastest * i / (TICKS - 1);
            paint.setColor(GRID);
            paint.drawLine(LEFT, y(accuracy), WIDTH - RIGHT, y(accuracy));
            paint.drawLine(x(rate), TOP, x(rate), HEIGHT - BOTTOM);
            paint.setColor(INK);
            paint.drawString(String.format(Locale.ROOT, "%.4f", accuracy), 24, y(accuracy) + 5);
            paint.drawString(String.format(Locale.ROOT, "%,.0f", rate), x(rate) - 16, HEIGHT - BOTTOM + 18);
        }
        paint.drawString("validation accuracy", 24, 22);
        paint.drawString("images/s", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14);
    }

    private void gate(Graphics2D paint) {
        paint.setColor(FAILS);
        paint.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 5}, 0));
        paint.drawLine(LEFT, y(least), WIDTH - RIGHT, y(least));
        paint.drawString("gate", WIDTH - RIGHT + 8, y(least) + 5);
    }

    private void point(Graphics2D paint, Measurement measurement) {
        paint.setColor(measurement.accuracy() >= least ? PASSES : FAILS);
        int x = x(measurement.imagesPerSecond());
        int y = y(measurement.accuracy());
        paint.fillOval(x - 5, y - 5, 11, 11);
        paint.setColor(INK);
        paint.drawString(measurement.name(), x + 9, y - 6);
    }

    private int x(double rate) {
        return (int) (LEFT + (WIDTH - LEFT - RIGHT) * rate / fastest);
    }

    private int y(double accuracy) {
        return (int) (HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (accuracy - low) / (high - low));
    }
}
