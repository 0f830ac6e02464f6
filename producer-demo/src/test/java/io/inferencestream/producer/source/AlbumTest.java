package io.inferencestream.producer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                zip.write(entry.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
