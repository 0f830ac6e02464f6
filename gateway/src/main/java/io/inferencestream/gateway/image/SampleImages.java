package io.inferencestream.gateway.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Images of the gateway's own that the web app offers to be tried: the first of a folder and the first of each folder in it,
 * at most {@value #MAX_IMAGES}. They are read once. Thread-safe.
 */
public final class SampleImages {
    private static final int MAX_IMAGES = 12;
    private static final long MAX_BYTES = 4 << 20;

    private final Map<String, BrowserImage> images;

    private SampleImages(Map<String, BrowserImage> images) {
        this.images = images;
    }

    /** None. */
    public static SampleImages none() {
        return new SampleImages(Map.of());
    }

    /**
     * Those of a folder, named by the folders that they lie in.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static SampleImages in(Path folder) {
        Map<String, BrowserImage> images = new LinkedHashMap<>();
        try {
            add(images, folder);
            for (Path one : sorted(folder)) {
                if (Files.isDirectory(one) && images.size() < MAX_IMAGES) {
                    add(images, one);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SampleImages(images);
    }

    private static void add(Map<String, BrowserImage> images, Path folder) throws IOException {
        for (Path one : sorted(folder)) {
            if (Files.isRegularFile(one) && Files.size(one) <= MAX_BYTES) {
                Optional<BrowserImage> image = BrowserImage.of(Files.readAllBytes(one));
                if (image.isPresent()) {
                    images.put(folder.toAbsolutePath().getFileName().toString(), image.get());
                    return;
                }
            }
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Their names, in order. */
    public Set<String> names() {
        return images.keySet();
    }

    /** The image of this name. */
    public Optional<BrowserImage> find(String name) {
        return Optional.ofNullable(images.get(name));
    }
}
