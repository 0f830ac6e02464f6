package io.inferencestream.producer.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;

/**
 * Images in a fixed order. Holds names only: an image's bytes are read when it is sent. Immutable; albums made from
 * one another share open zips, so close the last one used, and none before.
 */
public final class Album implements Closeable {
    private final List<SourceImage> images;
    private final PassedOver passedOver;
    private final List<Closeable> openFiles;

    Album(List<SourceImage> images, PassedOver passedOver, List<? extends Closeable> openFiles) {
        this.images = List.copyOf(images);
        this.passedOver = passedOver;
        this.openFiles = List.copyOf(openFiles);
    }

    /** An album of images that are at hand. */
    public static Album of(List<SourceImage> images) {
        return new Album(images, new PassedOver(List.of()), List.of());
    }

    /**
     * Finds the files in all the places, in the order of the places and sorted by path within each. Hidden files are
     * left out, every other file counts, whatever it holds.
     *
     * @param places folders (searched to any depth), zips, globs such as {@code photos/**}{@code /*.jpg}, single files
     * @throws IOException if a place does not exist or holds no file; the message names it
     */
    public static Album open(List<String> places, Labels labels) throws IOException {
        return open(places, new AlbumBuilder(labels, true));
    }

    /**
     * Finds the images among them: like {@link #open}, and passes over what is no image by its name nor by how it begins.
     * A single file that is named counts, whatever it is.
     *
     * @throws IOException if a place does not exist or holds no image; the message names it
     */
    public static Album ofImagesIn(List<String> places, Labels labels) throws IOException {
        return open(places, new AlbumBuilder(labels, false));
    }

    private static Album open(List<String> places, AlbumBuilder builder) throws IOException {
        try {
            for (String place : places) {
                builder.add(place);
            }
            return builder.build();
        } catch (IOException e) {
            builder.discard();
            throw e;
        }
    }

    /** How many images there are. */
    public int size() {
        return images.size();
    }

    public List<SourceImage> images() {
        return images;
    }

    /** What was found beside them. */
    public PassedOver passedOver() {
        return passedOver;
    }

    /** The same images in an order that depends on the seed alone. */
    public Album shuffled(long seed) {
        List<SourceImage> shuffled = new ArrayList<>(images);
        Collections.shuffle(shuffled, new Random(seed));
        return new Album(shuffled, passedOver, openFiles);
    }

    /** These images with the others spread evenly among them, both in their own order. */
    public Album mixedWith(List<SourceImage> others) {
        List<SourceImage> mixed = new ArrayList<>(images.size() + others.size());
        int placed = 0;
        for (int i = 0; i < images.size(); i++) {
            mixed.add(images.get(i));
            while (placed < (long) (i + 1) * others.size() / images.size()) {
                mixed.add(others.get(placed++));
            }
        }
        mixed.addAll(others.subList(placed, others.size()));
        return new Album(mixed, passedOver, openFiles);
    }

    /** The first images, at most that many, once through. */
    public Iterator<SourceImage> first(long count) {
        return images.stream().limit(count).iterator();
    }

    /** That many images, from the beginning again whenever the end is reached. */
    public Iterator<SourceImage> looped(long count) {
        if (images.isEmpty()) {
            throw new IllegalStateException("an empty album cannot be looped");
        }
        return new Iterator<>() {
            private long given;

            @Override
            public boolean hasNext() {
                return given < count;
            }

            @Override
            public SourceImage next() {
                if (given >= count) {
                    throw new NoSuchElementException("all " + count + " images were given");
                }
                return images.get((int) (given++ % images.size()));
            }
        };
    }

    /** Closes the zips that the images lie in; they cannot be read afterwards. */
    @Override
    public void close() throws IOException {
        for (Closeable file : openFiles) {
            file.close();
        }
    }
}
