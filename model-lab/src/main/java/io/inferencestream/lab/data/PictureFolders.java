package io.inferencestream.lab.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * One folder per class, named by it, with 8-bit gray PNG files in it. What is written is read back pixel by pixel the
 * same. Files beside the class folders are not looked at.
 */
public final class PictureFolders {
    private final Path directory;

    public PictureFolders(Path directory) {
        this.directory = directory;
    }

    /** Where a picture lies below the directory: {@code ankle-boot/00042.png}. */
    public static String fileName(String className, int index) {
        return String.format(Locale.ROOT, "%s/%05d.png", className, index);
    }

    /**
     * Writes each picture to the path that is its name.
     *
     * @throws DataException if a file cannot be written; what was written before remains
     */
    public void write(LabelledImages images) {
        for (int i = 0; i < images.count(); i++) {
            Path file = directory.resolve(images.name(i));
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                if (!ImageIO.write(picture(images, i), "png", file.toFile())) {
                    throw new IllegalStateException("this Java has no PNG writer");
                }
            } catch (IOException e) {
                throw new DataException(file, "cannot be written: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Reads every PNG of every class, in the order of {@code classes} and then of the file names.
     *
     * @throws DataException if a folder is no known class, a picture cannot be read, is not 8-bit gray or differs in
     *     size from the first
     */
    public LabelledImages read(List<String> classes) {
        List<Path> folders = list(directory).stream().filter(Files::isDirectory).toList();
        List<BufferedImage> pictures = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Path folder : folders) {
            String className = String.valueOf(folder.getFileName());
            int label = classes.indexOf(className);
            if (label < 0) {
                throw new DataException(folder, "is no class of the model, which has " + classes);
            }
            for (Path file : list(folder).stream().filter(PictureFolders::isPng).toList()) {
                pictures.add(gray(file, pictures.isEmpty() ? null : pictures.get(0)));
                labels.add(label);
                names.add(className + "/" + file.getFileName());
            }
        }
        if (pictures.isEmpty()) {
            throw new DataException(directory, "has no PNG files in folders named by class");
        }
        return together(pictures, labels, names, classes);
    }

    private static LabelledImages together(
            List<BufferedImage> pictures, List<Integer> labels, List<String> names, List<String> classes) {
        int width = pictures.get(0).getWidth();
        int height = pictures.get(0).getHeight();
        byte[] pixels = new byte[Math.multiplyExact(pictures.size(), width * height)];
        for (int i = 0; i < pictures.size(); i++) {
            byte[] gray = (byte[]) pictures.get(i).getRaster().getDataElements(0, 0, width, height, null);
            System.arraycopy(gray, 0, pixels, i * gray.length, gray.length);
        }
        int[] labelArray = labels.stream().mapToInt(Integer::intValue).toArray();
        return new LabelledImages(width, height, classes, pixels, labelArray, names);
    }

    private static BufferedImage gray(Path file, @Nullable BufferedImage first) {
        BufferedImage picture;
        try {
            picture = ImageIO.read(file.toFile());
        } catch (IOException | RuntimeException e) {
            throw new DataException(file, "is no readable PNG: " + e.getMessage(), e);
        }
        if (picture == null) {
            throw new DataException(file, "is no PNG");
        }
        if (picture.getType() != BufferedImage.TYPE_BYTE_GRAY) {
            throw new DataException(file, "is not 8-bit gray");
        }
        if (first != null && (picture.getWidth() != first.getWidth() || picture.getHeight() != first.getHeight())) {
            throw new DataException(
                    file,
                    "is " + picture.getWidth() + "x" + picture.getHeight() + ", the first picture is "
                            + first.getWidth() + "x" + first.getHeight());
        }
        return picture;
    }

    private static BufferedImage picture(LabelledImages images, int index) {
        BufferedImage picture = new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = new byte[images.bytesPerPicture()];
        images.copyPixels(index, pixels, 0);
        picture.getRaster().setDataElements(0, 0, images.width(), images.height(), pixels);
        return picture;
    }

    private static boolean isPng(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".png") && Files.isRegularFile(file);
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new DataException(directory, "is no readable folder", e);
        }
    }
}
