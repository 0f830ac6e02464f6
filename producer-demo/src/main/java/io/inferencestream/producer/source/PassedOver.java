package io.inferencestream.producer.source;

import java.util.List;

/**
 * Files that were found where images are, and are none.
 *
 * @param names as images are named
 */
public record PassedOver(List<String> names) {
    private static final int NAMES_SHOWN = 5;

    public PassedOver {
        names = List.copyOf(names);
    }

    /** How many there are. */
    public int count() {
        return names.size();
    }

    /** Such as {@code 2 files that are no images: a.txt, b.csv}; names the first few. */
    @Override
    public String toString() {
        String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, count())));
        String more = count() > NAMES_SHOWN ? " and " + (count() - NAMES_SHOWN) + " more" : "";
        return (count() == 1 ? "1 file that is no image: " : count() + " files that are no images: ") + shown + more;
    }
}
