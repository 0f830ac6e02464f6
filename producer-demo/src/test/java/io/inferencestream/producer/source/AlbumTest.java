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

        assertThat(album.pictures())
                .extracting(Picture::name)
                .containsExactly("bag/10.png", "bag/note.txt", "dress/1.png", "dress/2.png", "top.png");
    }

    @Test
    void labelsByTheFolderAPictureIsIn() throws IOException {
        Album album = open(Labels.folder(), folder);

        assertThat(album.pictures())
                .extracting(Picture::label)
                .containsExactly("bag", "bag", "dress", "dress", String.valueOf(folder.getFileName()));
    }

    @Test
    void labelsTheSameWhenTheLabelFolderItselfIsThePlace() throws IOException {
        Album album = open(Labels.folder(), folder.resolve("dress"));

        assertThat(album.pictures()).extracting(Picture::label).containsOnly("dress");
        assertThat(album.pictures()).extracting(Picture::name).containsExactly("1.png", "2.png");
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
        Picture picture =
                open(Labels.none(), folder.resolve("dress/1.png")).pictures().get(0);

        assertThat(picture.name()).isEqualTo("1.png");
        assertThat(picture.source()).isEqualTo("dress");
        assertThat(picture.read(100)).asString().isEqualTo("dress/1.png");
    }

    @Test
    void takesAZipSortedAndReadsItsPicturesInAnyOrder() throws IOException {
        Path zip = zip("shoes.zip", "b/2.png", "__MACOSX/b/2.png", "a/1.png", "3.png");

        try (Album album = open(Labels.folder(), zip)) {
            List<Picture> pictures = album.pictures();

            assertThat(pictures).extracting(Picture::name).containsExactly("3.png", "a/1.png", "b/2.png");
            assertThat(pictures).extracting(Picture::label).containsExactly("shoes", "a", "b");
            assertThat(pictures.get(2).read(100)).asString().isEqualTo("b/2.png");
            assertThat(pictures.get(1).read(100)).asString().isEqualTo("a/1.png");
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
    void refusesToReadAPicturePastItsLimit() throws IOException {
        Picture picture =
                open(Labels.none(), folder.resolve("top.png")).pictures().get(0);

        assertThat(picture.read(7)).hasSize(7);
        assertThatThrownBy(() -> picture.read(6))
                .isInstanceOf(PictureTooLargeException.class)
                .hasMessageContaining("top.png");
    }

    @Test
    void spreadsOtherPicturesEvenlyAmongItsOwn() {
        Album album = Album.of(pictures("a", 6)).mixedWith(pictures("x", 2));

        assertThat(album.pictures())
                .extracting(Picture::name)
                .containsExactly("a0", "a1", "a2", "x0", "a3", "a4", "a5", "x1");
    }

    @Test
    void shufflesTheSameWayForTheSameSeed() {
        Album album = Album.of(pictures("a", 50));

        assertThat(album.shuffled(7).pictures())
                .isEqualTo(album.shuffled(7).pictures())
                .isNotEqualTo(album.pictures())
                .containsExactlyInAnyOrderElementsOf(album.pictures());
    }

    @Test
    void loopsUntilTheCountIsReached() {
        Iterator<Picture> looped = Album.of(pictures("a", 3)).looped(7);
        List<String> names = new ArrayList<>();

        looped.forEachRemaining(picture -> names.add(picture.name()));

        assertThat(names).containsExactly("a0", "a1", "a2", "a0", "a1", "a2", "a0");
    }

    private static List<Picture> pictures(String prefix, int count) {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(Picture.inMemory(prefix + i, "test", null, new byte[0]));
        }
        return pictures;
    }

    private static List<String> names(String... places) throws IOException {
        try (Album album = Album.open(List.of(places), Labels.none())) {
            return album.pictures().stream().map(Picture::name).toList();
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
