package io.inferencestream.producer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlbumTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void fillFolder() throws IOException {
        write("dress/2.png");
        write("dress/1.png");
        write("bag/10.png");
        write("bag/note.txt");
        write("top.png");
        write(".hidden.png");
        write("bag/.git/object");
    }

    @Test
    void takesAFolderToAnyDepthSortedAndWithoutHiddenFiles() throws IOException {
        Album album = open(Labels.none(), folder);

        assertThat(album.images())
                .extracting(SourceImage::name)
                .containsExactly("bag/10.png", "bag/note.txt", "dress/1.png", "dress/2.png", "top.png");
    }

    @Test
    void passesOverWhatIsNoImageAndNamesIt() throws IOException {
        write("bag/labels.csv");

        try (Album album = Album.ofImagesIn(List.of(folder.toString()), Labels.none())) {
            assertThat(album.images())
                    .extracting(SourceImage::name)
                    .containsExactly("bag/10.png", "dress/1.png", "dress/2.png", "top.png");
            assertThat(album.passedOver()).hasToString("2 files that are no images: bag/labels.csv, bag/note.txt");
        }
    }

    @Test
    void takesAnyFileThatIsNamedByItself() throws IOException {
        Path note = folder.resolve("bag/note.txt");

        try (Album album = Album.ofImagesIn(List.of(note.toString()), Labels.none())) {
            assertThat(album.size()).isEqualTo(1);
            assertThat(album.passedOver().count()).isZero();
        }
    }

    @Test
    void passesOverWhatIsNoImageInAZipAndInAGlob() throws IOException {
        Path zip = zip("shoes.zip", "1.PNG", "readme.md");

        try (Album album = Album.ofImagesIn(List.of(zip.toString(), folder + "/bag/*"), Labels.none())) {
            assertThat(album.images()).extracting(SourceImage::name).containsExactly("1.PNG", "10.png");
            assertThat(album.passedOver().names()).containsExactly("readme.md", "note.txt");
        }
    }

    @Test
    void namesWhatAPlaceHoldsThatHoldsNoImage() throws IOException {
        for (int i = 0; i < 7; i++) {
            write("papers/" + i + ".txt");
        }

        assertThatThrownBy(() -> Album.ofImagesIn(List.of(folder + "/papers"), Labels.none()))
                .isInstanceOf(NoImageException.class)
                .hasMessageEndingWith("papers: holds no image, but 7 files that are no images:"
                        + " 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more");
    }

    @ParameterizedTest
    @CsvSource({
        "ffd8ffe0, true", "89504e470d0a1a0a, true", "474946383961, true", "424d0102030400000000, true",
        "49492a00, true", "4d4d002a, true", "524946460000000057454250, true", "00000018667479706865696300, true",
        "'', false", "504b0304, false", "524946460000000057415645, false", "000000186674797069736f6d00, false",
        "424d57206c6973742e2e2e, false", "66696c652c6c6162656c, false"
    })
    void tellsAnImageWithoutAnEndingByHowItBegins(String hex, boolean isImage) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(ImageFile.isImage("scans/IM0001", () -> new ByteArrayInputStream(bytes)))
                .isEqualTo(isImage);
    }

    @Test
    void tellsADicomFileWithoutAnEnding() {
        byte[] bytes = new byte[200];
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, bytes, 128, 4);

        assertThat(ImageFile.isImage("IM0001", () -> new ByteArrayInputStream(bytes)))
                .isTrue();
    }

    @Test
    void labelsByTheFolderAImageIsIn() throws IOException {
        Album album = open(Labels.folder(), folder);

        assertThat(album.images())
                .extracting(SourceImage::label)
                .containsExactly("bag", "bag", "dress", "dress", String.valueOf(folder.getFileName()));
    }

    @Test
    void labelsTheSameWhenTheLabelFolderItselfIsThePlace() throws IOException {
        Album album = open(Labels.folder(), folder.resolve("dress"));

        assertThat(album.images()).extracting(SourceImage::label).containsOnly("dress");
        assertThat(album.images()).extracting(SourceImage::name).containsExactly("1.png", "2.png");
    }

    @Test
    void takesAGlob() throws IOException {
        assertThat(names(folder + "/*/*.png")).containsExactly("bag/10.png", "dress/1.png", "dress/2.png");
    }

    @Test
    void letsDoubleStarsStandForNoFolderToo() throws IOException {
        assertThat(names(folder + "/**/*.png")).containsExactly("bag/10.png", "dress/1.png", "dress/2.png", "top.png");
    }

    @Test
    void takesASingleFileAndNamesItsFolderAsItsSource() throws IOException {
        SourceImage image =
                open(Labels.none(), folder.resolve("dress/1.png")).images().get(0);

        assertThat(image.name()).isEqualTo("1.png");
        assertThat(image.source()).isEqualTo("dress");
        assertThat(image.read(100)).asString().isEqualTo("dress/1.png");
    }

    @Test
    void takesAZipSortedAndReadsItsImagesInAnyOrder() throws IOException {
        Path zip = zip("shoes.zip", "b/2.png", "__MACOSX/b/2.png", "a/1.png", "3.png");

        try (Album album = open(Labels.folder(), zip)) {
            List<SourceImage> images = album.images();

            assertThat(images).extracting(SourceImage::name).containsExactly("3.png", "a/1.png", "b/2.png");
            assertThat(images).extracting(SourceImage::label).containsExactly("shoes", "a", "b");
            assertThat(images.get(2).read(100)).asString().isEqualTo("b/2.png");
            assertThat(images.get(1).read(100)).asString().isEqualTo("a/1.png");
        }
    }

    @Test
    void keepsTheOrderOfThePlaces() throws IOException {
        assertThat(names(folder + "/dress", folder + "/top.png", folder + "/bag"))
                .containsExactly("1.png", "2.png", "top.png", "10.png", "note.txt");
    }

    @Test
    void namesThePlaceThatIsNotThere() {
        assertThatThrownBy(() -> names(folder + "/nowhere"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void namesTheGlobThatFindsNothing() {
        assertThatThrownBy(() -> names(folder + "/*.gif"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("*.gif");
    }

    @Test
    void refusesToReadAImagePastItsLimit() throws IOException {
        SourceImage image =
                open(Labels.none(), folder.resolve("top.png")).images().get(0);

        assertThat(image.read(7)).hasSize(7);
        assertThatThrownBy(() -> image.read(6))
                .isInstanceOf(ImageTooLargeException.class)
                .hasMessageContaining("top.png");
    }

    @Test
    void spreadsOtherImagesEvenlyAmongItsOwn() {
        Album album = Album.of(images("a", 6)).mixedWith(images("x", 2));

        assertThat(album.images())
                .extracting(SourceImage::name)
                .containsExactly("a0", "a1", "a2", "x0", "a3", "a4", "a5", "x1");
    }

    @Test
    void shufflesTheSameWayForTheSameSeed() {
        Album album = Album.of(images("a", 50));

        assertThat(album.shuffled(7).images())
                .isEqualTo(album.shuffled(7).images())
                .isNotEqualTo(album.images())
                .containsExactlyInAnyOrderElementsOf(album.images());
    }

    @Test
    void loopsUntilTheCountIsReached() {
        Iterator<SourceImage> looped = Album.of(images("a", 3)).looped(7);
        List<String> names = new ArrayList<>();

        looped.forEachRemaining(image -> names.add(image.name()));

        assertThat(names).containsExactly("a0", "a1", "a2", "a0", "a1", "a2", "a0");
    }

    private static List<SourceImage> images(String prefix, int count) {
        List<SourceImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(SourceImage.inMemory(prefix + i, "test", null, new byte[0]));
        }
        return images;
    }

    private static List<String> names(String... places) throws IOException {
        try (Album album = Album.open(List.of(places), Labels.none())) {
            return album.images().stream().map(SourceImage::name).toList();
        }
    }

    private static Album open(Labels labels, Path place) throws IOException {
        return Album.open(List.of(place.toString()), labels);
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, name);
    }

    private Path zip(String name, String... entries) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
