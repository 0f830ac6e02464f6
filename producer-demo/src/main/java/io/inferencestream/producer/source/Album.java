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
 * Pictures in a fixed order. Holds names only: a picture's bytes are read when it is sent. Immutable; albums made from
 * one another share open zips, so close the last one used, and none before.
 */
public final class Album implements Closeable {
    private final List<Picture> pictures;
    private final List<Closeable> openFiles;

    Album(List<Picture> pictures, List<? extends Closeable> openFiles) {
        this.pictures = List.copyOf(pictures);
        this.openFiles = List.copyOf(openFiles);
    }

    /** An album of pictures that are at hand. */
    public static Album of(List<Picture> pictures) {
        return new Album(pictures, List.of());
    }

    /**
     * Finds the pictures in all the places, in the order of the places and sorted by path within each. Hidden files are
     * left out, every other file counts, whatever it holds.
     *
     * @param places folders (searched to any depth), zips, globs such as {@code photos/**}{@code /*.jpg}, single files
     * @throws IOException if a place does not exist or holds no file; the message names it
     */
    public static Album open(List<String> places, Labels labels) throws IOException {
        AlbumBuilder builder = new AlbumBuilder(labels);
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

    /** How many pictures there are. */
    public int size() {
        return pictures.size();
    }

    public List<Picture> pictures() {
        return pictures;
    }

    /** The same pictures in an order that depends on the seed alone. */
    public Album shuffled(long seed) {
        List<Picture> shuffled = new ArrayList<>(pictures);
        Collections.shuffle(shuffled, new Random(seed));
        return new Album(shuffled, openFiles);
    }

    /** These pictures with the others spread evenly among them, both in their own order. */
    public Album mixedWith(List<Picture> others) {
        List<Picture> mixed = new ArrayList<>(pictures.size() + others.size());
        int placed = 0;
        for (int i = 0; i < pictures.size(); i++) {
            mixed.add(pictures.get(i));
            while (placed < (long) (i + 1) * others.size() / pictures.size()) {
                mixed.add(others.get(placed++));
            }
        }
        mixed.addAll(others.subList(placed, others.size()));
        return new Album(mixed, openFiles);
    }

    /** The first pictures, at most that many, once through. */
    public Iterator<Picture> first(long count) {
        return pictures.stream().limit(count).iterator();
    }

    /** That many pictures, from the beginning again whenever the end is reached. */
    public Iterator<Picture> looped(long count) {
        if (pictures.isEmpty()) {
            throw new IllegalStateException("an empty album cannot be looped");
        }
        return new Iterator<>() {
            private long given;

            @Override
            public boolean hasNext() {
                return given < count;
            }

            @Override
            public Picture next() {
                if (given >= count) {
                    throw new NoSuchElementException("all " + count + " pictures were given");
                }
                return pictures.get((int) (given++ % pictures.size()));
            }
        };
    }

    /** Closes the zips that the pictures lie in; they cannot be read afterwards. */
    @Override
    public void close() throws IOException {
        for (Closeable file : openFiles) {
            file.close();
        }
    }
}
