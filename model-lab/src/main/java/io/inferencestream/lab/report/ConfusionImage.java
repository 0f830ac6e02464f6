package io.inferencestream.lab.report;

import io.inferencestream.lab.data.ImageCodec;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A confusion matrix as an image: a row for each true class, a column for each predicted one, darker for more. */
public final class ConfusionImage {
    private static final int CELL = 56;
    private static final int MARGIN = 24;
    private static final Color INK = new Color(0x1b1f24);
    private static final Color DARK = new Color(0x1f5fa8);

    private ConfusionImage() {}

    /**
     * Writes the image as PNG, over one that is there.
     *
     * @param counts by row and column
     */
    public static void write(List<String> classes, List<List<Integer>> counts, Path file) throws IOException {
        Files.write(file, ImageCodec.png(draw(classes, counts)));
    }

    private static BufferedImage draw(List<String> classes, List<List<Integer>> counts) {
        int names = 20 + 9 * classes.stream().mapToInt(String::length).max().orElse(0);
        int left = MARGIN + names;
        int side = CELL * classes.size();
        BufferedImage image = new BufferedImage(left + side + MARGIN, left + side + MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        paint.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paint.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        paint.setColor(Color.WHITE);
        paint.fillRect(0, 0, image.getWidth(), image.getHeight());
        paint.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        for (int row = 0; row < classes.size(); row++) {
            label(paint, classes.get(row), left, row);
            for (int column = 0; column < classes.size(); column++) {
                cell(paint, counts.get(row), left, row, column);
            }
        }
        paint.setColor(INK);
        paint.drawString("true ↓   predicted →", MARGIN / 2, 20);
        paint.dispose();
        return image;
    }

    private static void label(Graphics2D paint, String name, int left, int index) {
        paint.setColor(INK);
        FontMetrics metrics = paint.getFontMetrics();
        int middle = left + index * CELL + CELL / 2 + metrics.getAscent() / 2 - 2;
        paint.drawString(name, left - 8 - metrics.stringWidth(name), middle);
        Graphics2D turned = (Graphics2D) paint.create();
        turned.translate(middle, left - 8);
        turned.rotate(-Math.PI / 2);
        turned.drawString(name, 0, 0);
        turned.dispose();
    }

    private static void cell(Graphics2D paint, List<Integer> row, int left, int y, int x) {
        int count = row.get(x);
        int all = Math.max(1, row.stream().mapToInt(Integer::intValue).sum());
        double share = count / (double) all;
        paint.setColor(mixed(Math.sqrt(share)));
        paint.fillRect(left + x * CELL, left + y * CELL, CELL - 1, CELL - 1);
        paint.setColor(share > 0.25 ? Color.WHITE : INK);
        String text = String.valueOf(count);
        FontMetrics metrics = paint.getFontMetrics();
        paint.drawString(
                text,
                left + x * CELL + (CELL - metrics.stringWidth(text)) / 2,
                left + y * CELL + CELL / 2 + metrics.getAscent() / 2 - 2);
    }

    private static Color mixed(double share) {
        return new Color(
                (int) (255 + (DARK.getRed() - 255) * share), (int) (255 + (DARK.getGreen() - 255) * share), (int)
                        (255 + (DARK.getBlue() - 255) * share));
    }
}
