package io.inferencestream.decode.dicom;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;

/** The rows of a frame that is stored as it is. */
final class NativeRows implements FrameRows {
    private final PixelModule module;
    private final Encoded bytes;
    private final int start;
    private final boolean littleEndian;

    /** 1 where the bytes of each pair have changed places, else 0. */
    private final int swap;

    private int row;

    NativeRows(DataSet data, PixelModule module) throws UndecodableException {
        this.module = module;
        this.bytes = data.bytes();
        this.start = data.value(DataSet.PIXELS);
        this.littleEndian = data.isLittleEndian();
        this.swap = module.bits() == 8 && !littleEndian && data.isOfWords(DataSet.PIXELS) ? 1 : 0;
        int length = data.length(DataSet.PIXELS);
        if (length == ElementReader.UNDEFINED) {
            throw UndecodableException.corrupt("DICOM with compressed pixels of a transfer syntax that has none");
        }
        bytes.require(start, length);
        if (isHalved() && module.width() % 2 != 0) {
            throw UndecodableException.corrupt("DICOM of an odd width with colours for two pixels each");
        }
        long pixels = (long) module.width() * module.height();
        long needed = pixels * (isHalved() ? 2 : module.samples()) * module.bits() / 8;
        if (needed > length) {
            throw UndecodableException.corrupt("cut short: DICOM with " + length + " bytes of pixels of " + needed);
        }
    }

    private boolean isHalved() {
        return module.photometric() == Photometric.YBR_FULL_422;
    }

    @Override
    public void next(int[] words) throws UndecodableException {
        int width = module.width();
        int samples = module.samples();
        if (isHalved()) {
            nextHalved(words);
        } else if (module.isPlanar()) {
            for (int c = 0; c < samples; c++) {
                int from = (c * module.height() + row) * width;
                for (int x = 0; x < width; x++) {
                    words[x * samples + c] = sample(from + x);
                }
            }
        } else {
            int from = row * width * samples;
            for (int i = 0; i < width * samples; i++) {
                words[i] = sample(from + i);
            }
        }
        row++;
    }

    /** Two lumas, then the chroma of both. */
    private void nextHalved(int[] words) throws UndecodableException {
        int from = row * module.width() * 2;
        for (int x = 0; x < module.width(); x++) {
            int pair = from + x / 2 * 4;
            words[3 * x] = sample(pair + x % 2);
            words[3 * x + 1] = sample(pair + 2);
            words[3 * x + 2] = sample(pair + 3);
        }
    }

    private int sample(int index) throws UndecodableException {
        if (module.bits() == 8) {
            return bytes.u8(start + (index ^ swap));
        }
        int at = start + 2 * index;
        return littleEndian ? bytes.u16le(at) : bytes.u16(at);
    }
}
