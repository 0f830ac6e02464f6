package io.inferencestream.quickstart;

import io.inferencestream.producer.source.Album;
import io.inferencestream.producer.source.DamagedImage;
import io.inferencestream.producer.source.DamagedImages;
import io.inferencestream.producer.source.Labels;
import io.inferencestream.producer.source.SourceImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/** The demo's images: the labelled sample, as often as it takes, and a handful of damaged ones among them. */
final class DemoImages {
    /** Fixed, so that every run shows the same. */
    private static final long ORDER = 1;

    private final Album sample;
    private final List<SourceImage> damaged;

    private DemoImages(Album sample, List<SourceImage> damaged) {
        this.sample = sample;
        this.damaged = damaged;
    }

    /** @param folder a folder per label, with PNGs in it */
    static DemoImages open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("the sample is not there: " + folder + "; name a folder per label with --sample");
        }
        List<SourceImage> pngs = Album.open(List.of(folder.toString()), Labels.folder()).images().stream()
                .filter(image -> image.name().endsWith(".png"))
                .toList();
        if (pngs.isEmpty()) {
            throw new IOException("there is no PNG below " + folder + "; name a folder per label with --sample");
        }
        List<SourceImage> damaged = DamagedImages.of(pngs.get(0).read(1 << 20)).stream()
                .map(DamagedImage::image)
                .toList();
        return new DemoImages(Album.of(pngs).shuffled(ORDER), damaged);
    }

    /** How many images {@link #iterator} gives. */
    long total(long good) {
        return good + damaged.size();
    }

    /** That many good images, with the damaged ones spread among them. */
    Iterator<SourceImage> iterator(long good) {
        Iterator<SourceImage> images = sample.looped(good);
        ArrayDeque<SourceImage> left = new ArrayDeque<>(damaged);
        long apart = Math.max(1, good / (damaged.size() + 1));
        return new Iterator<>() {
            private long given;

            @Override
            public boolean hasNext() {
                return images.hasNext() || !left.isEmpty();
            }

            @Override
            public SourceImage next() {
                boolean isDamagedTurn = given++ % (apart + 1) == apart || !images.hasNext();
                return isDamagedTurn && !left.isEmpty() ? left.removeFirst() : images.next();
            }
        };
    }
}
