package io.inferencestream.decode.dicom;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;

/** How the pixels of a data set are stored: those of its forms that are read here. Others are refused by their name. */
enum TransferSyntax {
    NATIVE,
    BIG_ENDIAN,
    RLE,
    JPEG;

    private static final String ROOT = "1.2.840.10008.1.2";
    private static final int MAX_UID = 64;

    /** The one whose identifier that is, without its padding. */
    static TransferSyntax of(String uid) throws UndecodableException {
        return switch (uid) {
            case ROOT, ROOT + ".1" -> NATIVE;
            case ROOT + ".2" -> BIG_ENDIAN;
            case ROOT + ".5" -> RLE;
            case ROOT + ".4.50", ROOT + ".4.51" -> JPEG;
            default -> throw UndecodableException.unsupported("DICOM of transfer syntax " + name(uid));
        };
    }

    /** The name of an identifier, as far as one is known, and the identifier; of what is none, that. */
    static String name(String uid) {
        if (!uid.matches("[0-9.]{1," + MAX_UID + "}")) {
            return "that is no identifier";
        }
        String known = uid.startsWith(ROOT + '.') ? known(uid.substring(ROOT.length() + 1)) : "";
        return known.isEmpty() ? uid : known + " (" + Encoded.printable(uid) + ")";
    }

    private static String known(String end) {
        return switch (end) {
            case "1.99" -> "Deflated Explicit VR Little Endian";
            case "1.98" -> "Encapsulated Uncompressed";
            case "4.50" -> "JPEG Baseline";
            case "4.51" -> "JPEG Extended";
            case "4.57", "4.70" -> "JPEG Lossless";
            case "4.80" -> "JPEG-LS Lossless";
            case "4.81" -> "JPEG-LS Near-Lossless";
            case "4.90", "4.92" -> "JPEG 2000 Lossless";
            case "4.91", "4.93" -> "JPEG 2000";
            case "4.94", "4.95" -> "JPIP";
            case "4.100", "4.101", "4.100.1", "4.101.1" -> "MPEG-2";
            case "4.102", "4.103", "4.104", "4.105", "4.106" -> "H.264";
            case "4.107", "4.108" -> "H.265";
            case "4.110", "4.111", "4.112" -> "JPEG XL";
            case "4.201", "4.202", "4.203", "4.204", "4.205" -> "High-Throughput JPEG 2000";
            case "8.1" -> "Deflated Image Frame";
            default -> end.startsWith("4.") ? "JPEG of another process" : "";
        };
    }
}
