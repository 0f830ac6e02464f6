package io.inferencestream.decode.dicom;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;

/**
 * The rows of a frame in DICOM's run lengths: one chain of them for each byte of a sample, the upper byte first. All are
 * read side by side, so that no more than a row is held.
 */
final class RleRows implements FrameRows {
    private static final int MAX_CHAINS = 15;
    private static final int HEADER = 64;

    private final PixelModule module;
    private final Chain[] chains;
    private final byte[] row;

    RleRows(Encoded frame, PixelModule module) throws UndecodableException {
        this.module = module;
        this.row = new byte[module.width()];
        int count = frame.i32le(0);
        frame.require(0, HEADER);
        int expected = module.samples() * module.bits() / 8;
        if (count != expected || count > MAX_CHAINS) {
            throw UndecodableException.corrupt("DICOM with " + count + " chains of run lengths instead of " + expected);
        }
        this.chains = new Chain[count];
        for (int i = 0; i < count; i++) {
            int from = frame.i32le(4 + 4 * i);
            int end = i + 1 < count ? frame.i32le(8 + 4 * i) : frame.length();
            if (from < HEADER || end < from || end > frame.length()) {
                throw UndecodableException.corrupt("DICOM with a chain of run lengths outside of its frame");
            }
            chains[i] = new Chain(frame, from, end);
        }
    }

    @Override
    public void next(int[] words) throws UndecodableException {
        int samples = module.samples();
        int bytes = module.bits() / 8;
        for (int c = 0; c < samples; c++) {
            for (int b = 0; b < bytes; b++) {
                chains[c * bytes + b].read(row);
                for (int x = 0; x < row.length; x++) {
                    int to = x * samples + c;
                    words[to] = b == 0 ? row[x] & 0xff : words[to] << 8 | row[x] & 0xff;
                }
            }
        }
    }

    private static final class Chain {
        private final Encoded frame;
        private final int end;
        private int at;
        private int left;

        /** The byte that is repeated; negative while bytes are taken as they come. */
        private int repeated;

        Chain(Encoded frame, int at, int end) {
            this.frame = frame;
            this.at = at;
            this.end = end;
        }

        void read(byte[] out) throws UndecodableException {
            for (int i = 0; i < out.length; i++) {
                while (left == 0) {
                    begin();
                }
                out[i] = (byte) (repeated >= 0 ? repeated : take());
                left--;
            }
        }

        private void begin() throws UndecodableException {
            int count = (byte) take();
            if (count >= 0) {
                left = count + 1;
                repeated = -1;
            } else if (count != Byte.MIN_VALUE) {
                left = 1 - count;
                repeated = take();
            }
        }

        private int take() throws UndecodableException {
            if (at >= end) {
                throw UndecodableException.corrupt("cut short: DICOM run lengths end before the image does");
            }
            return frame.u8(at++);
        }
    }
}
