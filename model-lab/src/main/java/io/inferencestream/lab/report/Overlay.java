package io.inferencestream.lab.report;

import io.inferencestream.lab.data.ImageCodec;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.explain.Evidence;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An image, and beside it the same with the evidence laid over it in colour. */
public final class Overlay {
    private static final int LEAST_SIDE = 336;
    private static final double OPACITY = 0.55;

    private Overlay() {}

    /** Writes the pair as PNG, over one that is there. */
    public static void write(LabelledImages image, Evidence evidence, Path file) throws IOException {
        BufferedImage plain = enlarged(ImageCodec.image(image, 0));
        BufferedImage pair = new BufferedImage(plain.getWidth() * 2 + 8, plain.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = pair.createGraphics();
        paint.setColor(Color.WHITE);
        paint.fillRect(0, 0, pair.getWidth(), pair.getHeight());
        paint.drawImage(plain, 0, 0, null);
        paint.drawImage(coloured(plain, evidence), plain.getWidth() + 8, 0, null);
        paint.dispose();
        Files.write(file, ImageCodec.png(pair));
    }

    private static BufferedImage enlarged(BufferedImage image) {
        int factor = Math.max(1, LEAST_SIDE / Math.max(image.getWidth(), image.getHeight()));
        int width = image.getWidth() * factor;
        int height = image.getHeight() * factor;
        BufferedImage large = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = large.createGraphics();
        paint.drawImage(image.getScaledInstance(width, height, Image.SCALE_REPLICATE), 0, 0, null);
        paint.dispose();
        return large;
    }

    private static BufferedImage coloured(BufferedImage plain, Evidence evidence) {
        BufferedImage result = new BufferedImage(plain.getWidth(), plain.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < plain.getHeight(); y++) {
            for (int x = 0; x < plain.getWidth(); x++) {
                double strength = evidence.strength((x + 0.5) / plain.getWidth(), (y + 0.5) / plain.getHeight());
                result.setRGB(x, y, mixed(plain.getRGB(x, y), heat(strength), OPACITY * strength));
            }
        }
        return result;
    }

    /** From yellow for little to red for much. */
    private static int heat(double strength) {
        return 0xff0000 | (int) (220 * (1 - strength)) << 8;
    }

    private static int mixed(int under, int over, double share) {
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int below = under >> shift & 0xff;
            int above = over >> shift & 0xff;
            result |= (int) Math.round(below + (above - below) * share) << shift;
        }
        return result;
    }
}
