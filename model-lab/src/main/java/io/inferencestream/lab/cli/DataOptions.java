package io.inferencestream.lab.cli;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.DataSet;
import io.inferencestream.lab.data.DataSets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which labelled images. */
final class DataOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "PLACE",
            description =
                    "folder with IDX files, MedMNIST's .npz, or a folder per class, also below train, val and test")
    Path place = Path.of("");

    @Option(
            names = "--classes",
            split = ",",
            paramLabel = "NAME",
            description = "names of the classes, by index; if not given, those that the data brings")
    List<String> classes = List.of();

    @Option(
            names = "--size",
            paramLabel = "WxHxC",
            converter = ShapeConverter.class,
            description = "shape that images in folders are resized to; if not given, that of the first")
    @Nullable
    ImageShape shape;

    DataSet open() {
        return DataSets.open(place, classes, shape);
    }

    /** Reads {@code 28x28x1}. */
    static final class ShapeConverter implements ITypeConverter<ImageShape> {
        @Override
        public ImageShape convert(String text) {
            if (!text.matches("\\d{1,5}x\\d{1,5}x[13]")) {
                throw new TypeConversionException("must be like 28x28x1 or 224x224x3: " + text);
            }
            String[] sides = text.split("x");
            return new ImageShape(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), Integer.parseInt(sides[2]));
        }
    }
}
