package io.inferencestream.quickstart;

import io.inferencestream.producer.source.Album;
import io.inferencestream.producer.source.DamagedPicture;
import io.inferencestream.producer.source.DamagedPictures;
import io.inferencestream.producer.source.Labels;
import io.inferencestream.producer.source.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/** The demo's pictures: the labelled sample, as often as it takes, and a handful of damaged ones among them. */
final class DemoPictures {
    /** Fixed, so that every run shows the same. */
    private static final long ORDER = 1;

    private final Album sample;
    private final List<Picture> damaged;

    private DemoPictures(Album sample, List<Picture> damaged) {
        this.sample = sample;
        this.damaged = damaged;
    }

    /** @param folder a folder per label, with PNGs in it */
    static DemoPictures open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("the sample is not there: " + folder + "; name a folder per label with --sample");
        }
        List<Picture> pngs = Album.open(List.of(folder.toString()), Labels.folder()).pictures().stream()
                .filter(picture -> picture.name().endsWith(".png"))
                .toList();
        if (pngs.isEmpty()) {
            throw new IOException("there is no PNG below " + folder + "; name a folder per label with --sample");
        }
        List<Picture> damaged = DamagedPictures.of(pngs.get(0).read(1 << 20)).stream()
                .map(DamagedPicture::picture)
                .toList();
        return new DemoPictures(Album.of(pngs).shuffled(ORDER), damaged);
    }

    /** How many pictures {@link #iterator} gives. */
    long total(long good) {
        return good + damaged.size();
    }

    /** That many good pictures, with the damaged ones spread among them. */
    Iterator<Picture> iterator(long good) {
        Iterator<Picture> pictures = sample.looped(good);
        ArrayDeque<Picture> left = new ArrayDeque<>(damaged);
        long apart = Math.max(1, good / (damaged.size() + 1));
        return new Iterator<>() {
            private long given;

            @Override
            public boolean hasNext() {
                return pictures.hasNext() || !left.isEmpty();
            }

            @Override
            public Picture next() {
                boolean isDamagedTurn = given++ % (apart + 1) == apart || !pictures.hasNext();
                return isDamagedTurn && !left.isEmpty() ? left.removeFirst() : pictures.next();
            }
        };
    }
}
