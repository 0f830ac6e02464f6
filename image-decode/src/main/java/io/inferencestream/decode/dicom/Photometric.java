package io.inferencestream.decode.dicom;

import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.ColourModel;

/** What the samples of a pixel stand for: DICOM's photometric interpretations that are read here. */
enum Photometric {
    MONOCHROME1(1, ColourModel.GRAY),
    MONOCHROME2(1, ColourModel.GRAY),
    PALETTE(1, ColourModel.RGB),
    RGB(3, ColourModel.RGB),
    YBR_FULL(3, ColourModel.YCC),
    YBR_FULL_422(3, ColourModel.YCC);

    private final int samples;
    private final ColourModel colours;

    Photometric(int samples, ColourModel colours) {
        this.samples = samples;
        this.colours = colours;
    }

    /** Finds the interpretation by its DICOM name, for an image with the given number of samples per pixel. */
    static Photometric of(String name, int samples) throws UndecodableException {
        Photometric found = switch (name) {
            case "MONOCHROME1" -> MONOCHROME1;
            case "MONOCHROME2" -> MONOCHROME2;
            case "PALETTE COLOR" -> PALETTE;
            case "RGB" -> RGB;
            case "YBR_FULL" -> YBR_FULL;
            case "YBR_FULL_422" -> YBR_FULL_422;
            case "YBR_PARTIAL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT", "HSV", "ARGB", "CMYK", "XYB" ->
                throw UndecodableException.unsupported("DICOM of colours " + name);
            default -> throw UndecodableException.unsupported("DICOM of unknown colours");
        };
        if (found.samples != samples) {
            throw UndecodableException.corrupt("DICOM of colours " + name + " with " + samples + " samples a pixel");
        }
        return found;
    }

    boolean isGray() {
        return colours == ColourModel.GRAY;
    }

    ColourModel colours() {
        return colours;
    }
}
