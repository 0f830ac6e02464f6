package io.inferencestream.producer.source;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Collects the images of one place after another. Not thread-safe. */
final class AlbumBuilder {
    private final Labels labels;
    private final boolean takesAll;
    private final List<SourceImage> images = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final List<ZipFile> zips = new ArrayList<>();

    /** @param takesAll whether files that are no images are taken too */
    AlbumBuilder(Labels labels, boolean takesAll) {
        this.labels = labels;
        this.takesAll = takesAll;
    }

    void add(String place) throws IOException {
        int before = images.size();
        int passedOverBefore = passedOver.size();
        Path path = Paths.get(place);
        if (Files.isDirectory(path)) {
            addBelow(path, name -> true);
        } else if (Files.isRegularFile(path)) {
            addFile(path);
        } else if (isGlob(place)) {
            addGlob(place);
        } else {
            throw new NoSuchFileException(place, null, "no such file or folder");
        }
        if (images.size() == before) {
            throw holdsNone(place, passedOver.subList(passedOverBefore, passedOver.size()));
        }
    }

    private static IOException holdsNone(String place, List<String> others) {
        return others.isEmpty()
                ? new NoSuchFileException(place, null, "holds no file")
                : new NoImageException(place, new PassedOver(others));
    }

    Album build() {
        return new Album(images, new PassedOver(passedOver), zips);
    }

    void discard() throws IOException {
        for (ZipFile zip : zips) {
            zip.close();
        }
    }

    private void addFile(Path file) throws IOException {
        if (nameOf(file).toLowerCase(Locale.ROOT).endsWith(".zip")) {
            addZip(file);
        } else {
            Path folder = file.toAbsolutePath().normalize().getParent();
            addImage(nameOf(file), folder == null ? "" : nameOf(folder), () -> Files.newInputStream(file));
        }
    }

    private void addZip(Path file) throws IOException {
        ZipFile zip = new ZipFile(file.toFile());
        zips.add(zip);
        String zipName = nameOf(file);
        String top = zipName.substring(0, zipName.length() - ".zip".length());
        zip.stream()
                .filter(entry -> !entry.isDirectory() && !isHidden(entry.getName()))
                .sorted(Comparator.comparing(ZipEntry::getName))
                .forEach(entry -> addFound(entry.getName(), top, () -> zip.getInputStream(entry)));
    }

    /** The part of a glob up to its first wild card is an ordinary folder, where the search begins. */
    private void addGlob(String glob) throws IOException {
        int wild = firstWildcard(glob);
        int slash = glob.lastIndexOf('/', wild);
        Path root = Paths.get(slash < 0 ? "." : glob.substring(0, slash + 1));
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(glob, null, "no such folder: " + root);
        }
        String pattern = glob.substring(slash + 1);
        PathMatcher matcher = matcher(pattern);
        // A shell lets "**/" stand for no folder at all; Java wants at least one.
        PathMatcher shorter = matcher(pattern.replace("**/", ""));
        addBelow(root, name -> matcher.matches(name) || shorter.matches(name));
    }

    private static PathMatcher matcher(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }

    private void addBelow(Path folder, Predicate<Path> wanted) throws IOException {
        Path root = folder.toRealPath();
        List<Path> found;
        try (Stream<Path> tree = Files.walk(root)) {
            found = tree.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(path -> !isHidden(slashed(path)) && wanted.test(path))
                    .sorted(Comparator.comparing(AlbumBuilder::slashed))
                    .toList();
        }
        for (Path path : found) {
            addFound(slashed(path), nameOf(root), () -> Files.newInputStream(root.resolve(path)));
        }
    }

    private void addFound(String name, String top, SourceImage.Content content) {
        if (takesAll || ImageFile.isImage(name, content)) {
            addImage(name, top, content);
        } else {
            passedOver.add(name);
        }
    }

    /** @param top name of the folder that the whole place is, for images that lie in no other */
    private void addImage(String name, String top, SourceImage.Content content) {
        int slash = name.lastIndexOf('/');
        String folder = slash < 0 ? top : name.substring(name.lastIndexOf('/', slash - 1) + 1, slash);
        String source = slash < 0 ? top : name.substring(0, slash);
        images.add(new SourceImage(name, source, labels.labelOf(folder, name), content));
    }

    private static boolean isGlob(String place) {
        return firstWildcard(place) < place.length();
    }

    private static int firstWildcard(String place) {
        int i = 0;
        while (i < place.length() && "*?[{".indexOf(place.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.contains("/.") || name.startsWith("__MACOSX/");
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }
}
