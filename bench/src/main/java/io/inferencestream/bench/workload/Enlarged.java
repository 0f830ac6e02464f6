package io.inferencestream.bench.workload;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Images of the size of photos, drawn from small ones. */
final class Enlarged {
    private static final int WIDTH = 500;
    private static final int HEIGHT = 375;
    private static final int COUNT = 24;
    private static final int PATCHES = 12;
    private static final float QUALITY = 0.9f;

    private Enlarged() {}

    /** JPEGs in colour: some of the small images each, enlarged and laid over each other. Always the same. */
    static List<WorkloadImage> photos(List<WorkloadImage> small) throws IOException {
        Random random = new Random(1);
        List<WorkloadImage> photos = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            photos.add(new WorkloadImage(jpeg(drawn(small, random)), "image/jpeg"));
        }
        return photos;
    }

    private static BufferedImage drawn(List<WorkloadImage> small, Random random) throws IOException {
        BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = photo.createGraphics();
        paint.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        for (int patch = 0; patch < PATCHES; patch++) {
            byte[] file = small.get(random.nextInt(small.size())).bytes();
            int side = HEIGHT / 3 + random.nextInt(HEIGHT / 3);
            int x = random.nextInt(WIDTH) - side / 2;
            int y = random.nextInt(HEIGHT) - side / 2;
            paint.drawImage(ImageIO.read(new ByteArrayInputStream(file)), x, y, side, side, null);
            paint.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256), 100));
            paint.fillRect(x, y, side, side);
        }
        paint.dispose();
        return photo;
    }

    private static byte[] jpeg(BufferedImage photo) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(photo, null, null), quality);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
