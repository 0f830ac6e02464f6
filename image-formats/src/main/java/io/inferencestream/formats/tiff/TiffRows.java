package io.inferencestream.formats.tiff;

import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.ColourModel;
import io.inferencestream.decode.render.Rendering;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/** Makes rows of gray, RGB, luma and chroma, or inverted inks, of a page's samples; of more than 8 bits the upper 8. */
final class TiffRows {
    private static final int MAP_CHANNELS = 3;

    private final TiffPage page;
    private final Raster raster;
    private final byte[] palette;

    TiffRows(TiffPage page, Raster raster) throws UndecodableException {
        this.page = page;
        this.raster = raster;
        this.palette = page.colours() == TiffColours.PALETTE ? palette(page) : new byte[0];
    }

    static ColourModel model(TiffPage page) {
        return switch (page.colours()) {
            case WHITE_IS_ZERO, BLACK_IS_ZERO -> ColourModel.GRAY;
            case RGB, PALETTE -> ColourModel.RGB;
            case CMYK -> ColourModel.CMYK;
            case YCC -> page.compression() == TiffCompression.JPEG ? ColourModel.YCC : ColourModel.RGB;
        };
    }

    private static byte[] palette(TiffPage page) throws UndecodableException {
        int colours = 1 << page.bits();
        TiffField map = page.fields().find(TiffTag.COLOUR_MAP);
        if (map == null) {
            throw UndecodableException.corrupt("TIFF without the palette that it needs");
        }
        byte[] palette = new byte[MAP_CHANNELS * colours];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = (byte) (map.number((long) i % MAP_CHANNELS * colours + i / MAP_CHANNELS) >> 8);
        }
        return palette;
    }

    void renderTo(Rendering rendering) {
        if (isStoredPlain() && raster.getDataBuffer() instanceof DataBufferByte bytes) {
            renderPlain((PixelInterleavedSampleModel) raster.getSampleModel(), bytes.getData(), rendering);
            return;
        }
        int channels = page.colours() == TiffColours.PALETTE
                ? MAP_CHANNELS
                : page.colours().samples();
        byte[] row = new byte[page.width() * channels];
        int[] samples = new int[page.width() * raster.getNumBands()];
        for (int y = 0; y < page.height(); y++) {
            if (rendering.wants(y)) {
                convert(raster.getPixels(0, y, page.width(), 1, samples), row);
                rendering.accept(y, row, 0, channels, 1);
            }
        }
    }

    /** Whether samples are bytes that stand for themselves, side by side. */
    private boolean isStoredPlain() {
        boolean meansItself = page.colours() != TiffColours.PALETTE
                && page.colours() != TiffColours.CMYK
                && page.colours() != TiffColours.WHITE_IS_ZERO
                && !page.premultiplied();
        return meansItself && page.bits() == 8 && raster.getSampleModel() instanceof PixelInterleavedSampleModel;
    }

    private void renderPlain(PixelInterleavedSampleModel model, byte[] bytes, Rendering rendering) {
        int[] offsets = model.getBandOffsets();
        int sampleStride = offsets.length > 1 ? offsets[1] - offsets[0] : 1;
        for (int y = 0; y < page.height(); y++) {
            if (rendering.wants(y)) {
                int at = y * model.getScanlineStride() + offsets[0];
                rendering.accept(y, bytes, at, model.getPixelStride(), sampleStride);
            }
        }
    }

    private void convert(int[] samples, byte[] row) {
        int bands = raster.getNumBands();
        int colours = page.colours().samples();
        for (int x = 0, to = 0; x < page.width(); x++) {
            int at = x * bands;
            if (page.colours() == TiffColours.PALETTE) {
                System.arraycopy(palette, MAP_CHANNELS * samples[at], row, to, MAP_CHANNELS);
                to += MAP_CHANNELS;
                continue;
            }
            int alpha = page.premultiplied() ? eightBits(samples[at + colours]) : 0;
            for (int i = 0; i < colours; i++) {
                row[to++] = (byte) meant(eightBits(samples[at + i]), alpha);
            }
        }
    }

    private int eightBits(int sample) {
        return switch (page.bits()) {
            case 1 -> sample * 0xff;
            case 2 -> sample * 0x55;
            case 4 -> sample * 0x11;
            case 12 -> sample >> 4;
            case 16 -> sample >> 8;
            default -> sample;
        };
    }

    /** @param alpha 0 where the sample was not multiplied by it */
    private int meant(int sample, int alpha) {
        if (alpha != 0) {
            return Math.min(0xff, sample * 0xff / alpha);
        }
        boolean inverted = page.colours() == TiffColours.WHITE_IS_ZERO || page.colours() == TiffColours.CMYK;
        return inverted ? 0xff - sample : sample;
    }
}
