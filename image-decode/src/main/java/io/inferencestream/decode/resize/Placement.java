package io.inferencestream.decode.resize;

import io.inferencestream.decode.image.ImageShape;

/**
 * Which part of an upright image goes where in the target.
 *
 * @param x along the upright image's rows
 * @param y along its columns
 * @param left first column of the target that the image covers
 * @param top first row of the target that the image covers
 */
record Placement(AxisMapping x, AxisMapping y, int left, int top) {
    static Placement of(int width, int height, ImageShape target, Resizing resizing) {
        return switch (resizing.mode()) {
            case STRETCH -> stretched(width, height, target, resizing);
            case CENTER_CROP -> cropped(width, height, target, resizing);
            case LETTERBOX -> letterboxed(width, height, target, resizing);
        };
    }

    private static Placement stretched(int width, int height, ImageShape target, Resizing resizing) {
        int shorter = Math.min(target.width(), target.height());
        if (resizing.size() != 0) {
            double factor = (double) resizing.size() / shorter;
            int across = (int) Math.rint(target.width() * factor);
            return middle(width, height, across, (int) Math.rint(target.height() * factor), target);
        }
        if (resizing.crop() != 0) {
            int across = (int) (target.width() / resizing.crop());
            return middle(width, height, across, (int) (target.height() / resizing.crop()), target);
        }
        return new Placement(whole(width, target.width()), whole(height, target.height()), 0, 0);
    }

    private static Placement cropped(int width, int height, ImageShape target, Resizing resizing) {
        if (resizing.size() == 0 && resizing.crop() == 0) {
            double scale = Math.min((double) width / target.width(), (double) height / target.height());
            AxisMapping x = new AxisMapping((width - target.width() * scale) / 2, scale, width, target.width());
            AxisMapping y = new AxisMapping((height - target.height() * scale) / 2, scale, height, target.height());
            return new Placement(x, y, 0, 0);
        }
        int shorter = resizing.size();
        if (shorter == 0) {
            shorter = (int) (Math.min(target.width(), target.height()) / resizing.crop());
        }
        // As torchvision's Resize: the longer side is rounded down.
        int across = width <= height ? shorter : (int) ((long) shorter * width / height);
        int down = width <= height ? (int) ((long) shorter * height / width) : shorter;
        return middle(width, height, across, down, target);
    }

    /** The middle of an image that is scaled to a size, or all of it where that is smaller than the target. */
    private static Placement middle(int width, int height, int across, int down, ImageShape target) {
        return new Placement(
                middle(width, across, target.width()),
                middle(height, down, target.height()),
                Math.max(0, (target.width() - across) / 2),
                Math.max(0, (target.height() - down) / 2));
    }

    private static AxisMapping middle(int source, int scaled, int target) {
        double scale = (double) source / scaled;
        // As torchvision's CenterCrop: Python rounds halves to the even number.
        int cut = (int) Math.rint(Math.max(0, scaled - target) / 2.0);
        return new AxisMapping(cut * scale, scale, source, Math.min(scaled, target));
    }

    private static Placement letterboxed(int width, int height, ImageShape target, Resizing resizing) {
        double scale = Math.max((double) width / target.width(), (double) height / target.height());
        AxisMapping x = whole(width, fitted(width, target.width(), scale, resizing.rounding()));
        AxisMapping y = whole(height, fitted(height, target.height(), scale, resizing.rounding()));
        if (resizing.padAt() == PadAt.TOP_LEFT) {
            return new Placement(x, y, 0, 0);
        }
        return new Placement(x, y, (target.width() - x.targetSize()) / 2, (target.height() - y.targetSize()) / 2);
    }

    private static int fitted(int source, int target, double scale, SideRounding rounding) {
        return Math.min(Math.max(rounding.round(source / scale), 1), target);
    }

    private static AxisMapping whole(int source, int target) {
        return new AxisMapping(0, (double) source / target, source, target);
    }
}
