package io.inferencestream.decode.dicom;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;

/**
 * What stands before a data set, if anything does.
 *
 * @param uid identifier of the transfer syntax; empty where it had to be told by the first element
 * @param end offset of the data set
 */
record FileMeta(TransferSyntax syntax, String uid, int end) {
    private static final int GROUP = 0x0002;
    private static final int TRANSFER_SYNTAX = 0x00020010;

    /** Data sets start with a small group number, which tells the order of bytes where nothing else does. */
    private static final int FIRST_GROUPS = 0x40;

    static FileMeta read(Encoded bytes) throws UndecodableException {
        int at = bytes.hasAt(DicomImage.PREAMBLE, "DICM") ? DicomImage.PREAMBLE + 4 : 0;
        String uid = "";
        if (bytes.u16le(at) == GROUP) {
            ElementReader meta = new ElementReader(bytes, at, true, ElementReader.isType(bytes, at + 4));
            while (at < bytes.length() && bytes.u16le(at) == GROUP) {
                meta.next();
                if (meta.tag() == TRANSFER_SYNTAX) {
                    bytes.require(meta.position(), meta.length());
                    uid = withoutPadding(bytes.latin1(meta.position(), meta.length()));
                }
                meta.skip();
                at = meta.position();
            }
        }
        return new FileMeta(uid.isEmpty() ? told(bytes, at) : TransferSyntax.of(uid), uid, at);
    }

    private static TransferSyntax told(Encoded bytes, int at) throws UndecodableException {
        boolean little = bytes.u16le(at) < FIRST_GROUPS;
        if (!little && bytes.u16(at) >= FIRST_GROUPS) {
            throw UndecodableException.unsupported("DICOM that does not begin with a data set");
        }
        return little ? TransferSyntax.NATIVE : TransferSyntax.BIG_ENDIAN;
    }

    /** Texts are padded to an even length with spaces, identifiers with zeros. */
    static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\0' || text.charAt(end - 1) == ' ')) {
            end--;
        }
        return text.substring(0, end);
    }
}
