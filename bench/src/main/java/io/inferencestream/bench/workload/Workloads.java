package io.inferencestream.bench.workload;

import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.ImageDecoder;
import io.inferencestream.decode.ImageInspector;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.resize.Resizing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes workloads from what the repository holds and from a folder of data that is not in it. */
public final class Workloads {
    /** The shipped network of an early version, frozen, so that figures of different days are of one model. */
    public static final String FASHION = "fashion";

    /** MobileNetV2 at 224x224 with real photos. */
    public static final String MOBILENET = "mobilenet";

    /** The feed-forward network of the Crayfish benchmark, with raw pixels. */
    public static final String CRAYFISH = "crayfish";

    /** A device that takes ten milliseconds a batch and computes nothing. */
    public static final String FAKE_DEVICE = "fake-device";

    public static final List<String> NAMES = List.of(MOBILENET, FASHION, CRAYFISH);

    private static final int AS_PAYS_OFF = 0;
    private static final int DEFAULT_MESSAGE = 1 << 20;
    private static final int SMALLEST_PHOTO = 320 * 240;
    private static final int LARGEST_PHOTO = 1280 * 720;
    private static final ImageShape SMALL = new ImageShape(28, 28, 1);
    private static final String RAW = "image/x-raw;width=28;height=28;channels=1";
    private static final String CRAYFISH_CARD = """
            labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
            input: {width: 28, height: 28, channels: 1, type: float32, mean: 0, scale: 0.00392156862745098}
            output: logits
            """;

    private final Path home;
    private final @Nullable Path shared;
    private final Path work;

    /**
     * Where things are.
     *
     * @param home the project's folder
     * @param shared folder with {@code mobilenet_v2}, {@code photos} and {@code crayfish}, or null where there is none
     * @param work folder to lay model repositories into
     */
    public Workloads(Path home, @Nullable Path shared, Path work) {
        this.home = home;
        this.shared = shared;
        this.work = work;
    }

    /** @throws IllegalArgumentException if there is no such workload, or its data are not there; says what to do */
    public Workload open(String name) {
        try {
            return switch (name) {
                case FASHION -> fashion();
                case MOBILENET -> mobilenet();
                case CRAYFISH -> crayfish();
                case FAKE_DEVICE -> fakeDevice();
                default ->
                    throw new IllegalArgumentException("no workload is called '" + name + "': there are " + NAMES);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Workload fashion() throws IOException {
        return new Workload(
                FASHION,
                "Fashion CNN, PNG of 28x28",
                home.resolve("bench/models"),
                "fashion",
                AS_PAYS_OFF,
                DEFAULT_MESSAGE,
                clothes());
    }

    private List<WorkloadImage> clothes() throws IOException {
        List<WorkloadImage> album = new ArrayList<>();
        for (Path file : files(home.resolve("samples/fashion"), ".png")) {
            album.add(new WorkloadImage(Files.readAllBytes(file), "image/png"));
        }
        return album;
    }

    private Workload mobilenet() throws IOException {
        return shared == null ? untrainedMobilenet() : trainedMobilenet(shared(MOBILENET));
    }

    /** As many multiplications on as many pixels, where neither weights nor photos are at hand. */
    private Workload untrainedMobilenet() throws IOException {
        Path repository = work.resolve("repositories/untrained");
        Path version = repository.resolve("mobilenet_v2/1");
        if (!Files.exists(version)) {
            Lab.run(home, "untrained", "--network", "mobilenet-v2", version.toString());
        }
        return new Workload(
                MOBILENET,
                "MobileNetV2 224 with random weights, JPEG of 500x375 drawn from the sample",
                repository,
                "mobilenet_v2",
                AS_PAYS_OFF,
                DEFAULT_MESSAGE,
                Enlarged.photos(clothes()));
    }

    private Workload trainedMobilenet(Path data) throws IOException {
        Path version = Files.createDirectories(work.resolve("repositories/mobilenet/mobilenet_v2/1"));
        copy(data.resolve("mobilenet_v2/labels.txt"), version.resolve("labels.txt"));
        copy(home.resolve("docs/examples/mobilenet_v2/model.yaml"), version.resolve("model.yaml"));
        copyAll(data.resolve("mobilenet_v2/saved_model"), version);
        return new Workload(
                MOBILENET,
                "MobileNetV2 224, JPEG of 320x240 to 1280x720",
                work.resolve("repositories/mobilenet"),
                "mobilenet_v2",
                AS_PAYS_OFF,
                DEFAULT_MESSAGE,
                photos(data.resolve("photos")));
    }

    /** Those of a size that cameras send and that decode to colour or gray without complaint. */
    private static List<WorkloadImage> photos(Path folder) throws IOException {
        List<WorkloadImage> album = new ArrayList<>();
        for (Path file : files(folder, ".jpg")) {
            byte[] bytes = Files.readAllBytes(file);
            Inspection header = new ImageInspector(DecodeLimits.DEFAULT).inspect(ByteBuffer.wrap(bytes), null);
            if (header instanceof ImageHeader && isOrdinary((ImageHeader) header)) {
                album.add(new WorkloadImage(bytes, "image/jpeg"));
            }
        }
        return album;
    }

    private static boolean isOrdinary(ImageHeader header) {
        return header.pixels() >= SMALLEST_PHOTO && header.pixels() <= LARGEST_PHOTO;
    }

    private Workload crayfish() throws IOException {
        Path version = Files.createDirectories(work.resolve("repositories/crayfish/ffnn/1"));
        copyAll(shared(CRAYFISH).resolve("crayfish/tf-savedmodel/model-1"), version);
        Files.writeString(version.resolve("model.yaml"), CRAYFISH_CARD);
        return new Workload(
                CRAYFISH,
                "Crayfish feed-forward network, raw pixels of 28x28",
                work.resolve("repositories/crayfish"),
                "ffnn",
                AS_PAYS_OFF,
                DEFAULT_MESSAGE,
                rawClothes());
    }

    private List<WorkloadImage> rawClothes() throws IOException {
        List<WorkloadImage> raw = new ArrayList<>();
        ImageInspector inspector = new ImageInspector(DecodeLimits.DEFAULT);
        try (ImageDecoder decoder = new ImageDecoder()) {
            for (WorkloadImage image : clothes()) {
                ByteBuffer png = ByteBuffer.wrap(image.bytes());
                ImageHeader header = (ImageHeader) inspector.inspect(png, null);
                Pixels pixels = (Pixels) decoder.decode(png, header, SMALL, Resizing.STRETCH);
                raw.add(new WorkloadImage(pixels.values(), RAW));
            }
        }
        return raw;
    }

    /** For what costs nothing but time: the stream finds a model of this name with the engine {@code fake-device}. */
    private Workload fakeDevice() throws IOException {
        Path version = Files.createDirectories(work.resolve("repositories/fake/sleeps-10ms/1"));
        Files.write(version.resolve("saved_model.pb"), new byte[] {1});
        Files.writeString(version.resolve("model.yaml"), CRAYFISH_CARD);
        return new Workload(
                FAKE_DEVICE,
                "a fake device that sleeps 10 ms a batch, raw pixels of 28x28",
                work.resolve("repositories/fake"),
                "sleeps-10ms",
                8,
                DEFAULT_MESSAGE,
                rawClothes());
    }

    private Path shared(String workload) {
        if (shared == null || !Files.isDirectory(shared)) {
            throw new IllegalArgumentException("workload " + workload
                    + " needs data that are not in the repository: name"
                    + " their folder with --shared, or leave it out with --workload " + MOBILENET + "," + FASHION);
        }
        return shared;
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Path folder = copy.getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                copy(file, copy);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
