import java.awt.image.BufferedImage;
import java.io.File;
import java.util.Random;
import javax.imageio.ImageIO;

/** Writes a JPEG of 12 megapixels and some megabytes, as phones take them: {@code java .ci/Photo.java FILE}. */
final class Photo {
    private static final int WIDTH = 4_000;
    private static final int HEIGHT = 3_000;

    private Photo() {}

    public static void main(String[] arguments) throws Exception {
        BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int noise = random.nextInt(32);
                photo.setRGB(x, y, (x / 16 + noise & 255) << 16 | (y / 16 + noise & 255) << 8 | noise);
            }
        }
        if (!ImageIO.write(photo, "jpeg", new File(arguments[0]))) {
            throw new IllegalStateException("this JDK writes no JPEG");
        }
    }
}
