package io.inferencestream.decode.dicom;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import java.util.ArrayList;
import java.util.List;

/** The pieces that hold the first frame of compressed pixels. */
final class Fragments {
    private record Piece(int from, int length) {}

    private final Encoded bytes;
    private final List<Piece> pieces = new ArrayList<>();

    private Fragments(Encoded bytes) {
        this.bytes = bytes;
    }

    /**
     * Finds them: those before the second frame's, where the table of offsets tells it; else all of a single frame, the
     * first of run lengths, and of a JPEG those up to its end.
     */
    static Fragments ofFirstFrame(DataSet data, PixelModule module) throws UndecodableException {
        if (data.length(DataSet.PIXELS) != ElementReader.UNDEFINED) {
            throw UndecodableException.corrupt("DICOM with pixels that are not compressed as the transfer syntax says");
        }
        Fragments found = new Fragments(data.bytes());
        ElementReader items = new ElementReader(data.bytes(), data.value(DataSet.PIXELS), true, false);
        items.next();
        long end = Long.MAX_VALUE;
        if (items.tag() == ElementReader.ITEM && items.length() >= 8 && module.frames() > 1) {
            end = Integer.toUnsignedLong(items.i32(items.position() + 4));
        }
        items.skip();
        boolean single = module.frames() == 1 || end != Long.MAX_VALUE;
        int first = items.position();
        while (!items.isAtEnd()) {
            long offset = (long) items.position() - first;
            items.next();
            if (items.tag() != ElementReader.ITEM || offset >= end) {
                break;
            }
            int from = items.position();
            items.skip();
            found.pieces.add(new Piece(from, items.position() - from));
            if (!single && (data.syntax() == TransferSyntax.RLE || found.endsAJpeg())) {
                break;
            }
        }
        if (found.pieces.isEmpty()) {
            throw UndecodableException.corrupt("cut short: DICOM without the pixels of its first frame");
        }
        return found;
    }

    private boolean endsAJpeg() {
        Piece last = pieces.get(pieces.size() - 1);
        int end = last.from() + last.length();
        return bytes.hasAt(end - 2, "\u00ff\u00d9") || bytes.hasAt(end - 3, "\u00ff\u00d9\0");
    }

    /** Bytes that {@link #joined} holds besides the file's. */
    long heldBytes() {
        return pieces.size() == 1 ? 0 : pieces.stream().mapToLong(Piece::length).sum();
    }

    /** The beginning of the frame, in place. */
    Encoded first() {
        Piece piece = pieces.get(0);
        return new Encoded(bytes.array(), bytes.indexOf(piece.from()), piece.length());
    }

    /** The whole frame: in place where it is one piece, else as a copy. */
    Encoded joined() {
        if (pieces.size() == 1) {
            return first();
        }
        byte[] all = new byte[(int) heldBytes()];
        int to = 0;
        for (Piece piece : pieces) {
            System.arraycopy(bytes.array(), bytes.indexOf(piece.from()), all, to, piece.length());
            to += piece.length();
        }
        return new Encoded(all, 0, all.length);
    }
}
