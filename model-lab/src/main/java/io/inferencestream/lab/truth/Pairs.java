package io.inferencestream.lab.truth;

import io.inferencestream.lab.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of images that show the same or different things: a table with the columns {@code first}, {@code second}, {@code same}
 * (1 or 0), and {@code fold} where the pairs are parted into folds by whoever made them.
 *
 * @param pairs at least one
 */
public record Pairs(List<Pair> pairs) {
    private static final int FOLDS = 10;

    public Pairs {
        pairs = List.copyOf(pairs);
    }

    /**
     * A pair.
     *
     * @param fold from 0; pairs of one fold stand together
     */
    public record Pair(String first, String second, boolean isSame, int fold) {}

    /**
     * Reads a file. Without folds of its own, its pairs are parted into ten in their order, as those of Labeled Faces in the
     * Wild are.
     *
     * @throws DataException if it is no such table
     */
    public static Pairs read(Path file) {
        Table table = Table.read(file);
        int first = table.columns().indexOf("first");
        int second = table.columns().indexOf("second");
        int same = table.columns().indexOf("same");
        int fold = table.columns().indexOf("fold");
        if (first < 0 || second < 0 || same < 0) {
            throw new DataException(file, "must have the columns first, second and same, but has " + table.columns());
        }
        List<Pair> pairs = new ArrayList<>();
        List<String> folds = new ArrayList<>();
        for (List<String> row : table.rows()) {
            int its = (int) ((long) pairs.size() * FOLDS / table.rows().size());
            if (fold >= 0) {
                if (!folds.contains(row.get(fold))) {
                    folds.add(row.get(fold));
                }
                its = folds.indexOf(row.get(fold));
            }
            pairs.add(new Pair(row.get(first), row.get(second), isSame(file, row.get(same)), its));
        }
        return new Pairs(pairs);
    }

    private static boolean isSame(Path file, String cell) {
        return switch (cell) {
            case "1", "true", "same" -> true;
            case "0", "false", "different" -> false;
            default -> throw new DataException(file, "same must be 1 or 0: " + cell);
        };
    }
}
