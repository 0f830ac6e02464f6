package io.inferencestream.lab.truth;

import io.inferencestream.lab.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers that are true of images: a table with the column {@code file}, and one for each value, or for each label with 1
 * where it applies and 0 where it does not. An empty cell is not known.
 *
 * @param files of the images
 * @param names of the other columns
 * @param numbers by image and name; NaN where one is not known
 */
public record NumberTable(List<String> files, List<String> names, List<List<Double>> numbers) {
    private static final String FILE = "file";

    public NumberTable {
        files = List.copyOf(files);
        names = List.copyOf(names);
        numbers = numbers.stream().map(List::copyOf).toList();
    }

    /** @throws DataException if the file is no such table */
    public static NumberTable read(Path file) {
        Table table = Table.read(file);
        int place = table.columns().indexOf(FILE);
        if (place < 0 || table.columns().size() < 2) {
            throw new DataException(
                    file, "must have the column file and at least one more, but has " + table.columns());
        }
        List<String> files = new ArrayList<>();
        List<List<Double>> numbers = new ArrayList<>();
        for (List<String> row : table.rows()) {
            List<String> cells = new ArrayList<>(row);
            files.add(cells.remove(place));
            numbers.add(cells.stream().map(cell -> number(file, cell)).toList());
        }
        List<String> names = new ArrayList<>(table.columns());
        names.remove(place);
        return new NumberTable(files, names, numbers);
    }

    private static double number(Path file, String cell) {
        if (cell.isEmpty()) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(cell);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new DataException(file, "has a cell that is no number: " + cell, e);
        }
        throw new DataException(file, "has a cell that is no finite number: " + cell);
    }

    /** One column, by its name, which is there. */
    public double[] column(String name) {
        int place = names.indexOf(name);
        return numbers.stream().mapToDouble(row -> row.get(place)).toArray();
    }
}
