package io.inferencestream.lab.report;

import io.inferencestream.lab.data.ImageCodec;
import io.inferencestream.lab.data.LabelledImages;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first images of each class in one image, a row for each class. */
public final class ContactSheet {
    private static final int PER_CLASS = 12;
    private static final int CELL = 64;
    private static final int GAP = 4;
    private static final int MARGIN = 16;

    private ContactSheet() {}

    /** Writes the sheet as PNG, over one that is there. */
    public static void write(LabelledImages images, Path file) throws IOException {
        int names = 16
                + 8 * images.classes().stream().mapToInt(String::length).max().orElse(0);
        int rows = images.classes().size();
        BufferedImage sheet = new BufferedImage(
                2 * MARGIN + names + PER_CLASS * (CELL + GAP),
                2 * MARGIN + rows * (CELL + GAP),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = sheet.createGraphics();
        paint.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        paint.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        paint.setColor(Color.WHITE);
        paint.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        paint.setColor(new Color(0x1b1f24));
        paint.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        for (int row = 0; row < rows; row++) {
            paint.drawString(images.classes().get(row), MARGIN, MARGIN + row * (CELL + GAP) + CELL / 2 + 5);
        }
        draw(paint, images.firstOfEachClass(PER_CLASS), MARGIN + names);
        paint.dispose();
        Files.write(file, ImageCodec.png(sheet));
    }

    private static void draw(Graphics2D paint, LabelledImages chosen, int left) {
        int[] drawn = new int[chosen.classes().size()];
        for (int i = 0; i < chosen.count(); i++) {
            int row = chosen.label(i);
            int x = left + drawn[row]++ * (CELL + GAP);
            paint.drawImage(ImageCodec.image(chosen, i), x, MARGIN + row * (CELL + GAP), CELL, CELL, null);
        }
    }
}
