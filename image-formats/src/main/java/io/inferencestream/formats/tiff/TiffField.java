package io.inferencestream.formats.tiff;

import io.inferencestream.decode.image.UndecodableException;

/**
 * One field of a directory.
 *
 * @param type as TIFF numbers types
 * @param count values, as the file claims
 * @param at offset of the first
 */
record TiffField(TiffFields fields, int type, long count, int at) {

    long number(long index) throws UndecodableException {
        if (index >= count) {
            throw UndecodableException.corrupt("TIFF with " + count + " values where more are needed");
        }
        return fields.number(type, at, index);
    }
}
