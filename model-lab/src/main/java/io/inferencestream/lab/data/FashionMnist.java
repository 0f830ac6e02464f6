package io.inferencestream.lab.data;

import java.nio.file.Path;
import java.util.List;

/** What is known of Fashion-MNIST beforehand: 70,000 gray images of 28x28 pixels in ten classes of clothing. */
public final class FashionMnist {
    public static final String NAME = "Fashion-MNIST";
    public static final String SOURCE = "https://github.com/zalandoresearch/fashion-mnist";
    public static final String LICENCE = "MIT (Expat), Copyright 2017 Zalando SE";

    /** Class names by the data set's numbers, spelled so that they serve as folder names too. */
    public static final List<String> CLASSES = List.of(
            "t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot");

    private FashionMnist() {}

    /** The data set's four IDX files in {@code directory}. */
    public static IdxFiles in(Path directory) {
        return new IdxFiles(directory, CLASSES);
    }
}
