package io.inferencestream.formats.tiff;

import io.inferencestream.decode.image.UndecodableException;

/**
 * The strips or tiles that a page is stored in; a strip is a tile as wide as the page.
 *
 * @param tiled whether they are tiles
 * @param width of each; those at the right edge are as wide
 * @param height of each; the last strip may be lower
 * @param across how many side by side
 * @param down how many below one another
 * @param total of all planes
 * @param bitsPerPixel of one plane
 */
record TiffPieces(
        TiffFields fields,
        boolean tiled,
        int width,
        int height,
        int across,
        int down,
        int total,
        long bitsPerPixel,
        int pageHeight) {
    private static final int MAX_TILE_SIDE = 1 << 16;

    /** Pages of fewer pieces pass in any case. */
    private static final int FEW = 1024;

    /** Fewest pixels of a piece, on average, where there are many: what each costs besides its pixels is bounded. */
    private static final int FEWEST_PIXELS = 256;

    static TiffPieces read(TiffFields fields, int width, int height, int planes, long bitsPerPixel)
            throws UndecodableException {
        boolean tiled = fields.find(TiffTag.TILE_OFFSETS) != null;
        long pieceWidth = tiled ? TiffPage.number(fields, TiffTag.TILE_WIDTH, 0) : width;
        long pieceHeight = tiled
                ? TiffPage.number(fields, TiffTag.TILE_HEIGHT, 0)
                : Math.min(height, TiffPage.number(fields, TiffTag.ROWS_PER_STRIP, height));
        if (pieceWidth < 1 || pieceHeight < 1 || tiled && Math.max(pieceWidth, pieceHeight) > MAX_TILE_SIDE) {
            throw UndecodableException.corrupt("TIFF with strips or tiles of impossible size");
        }
        long across = (width + pieceWidth - 1) / pieceWidth;
        long down = (height + pieceHeight - 1) / pieceHeight;
        long total = across * down * planes;
        if (total > Math.max(FEW, (long) width * height * planes / FEWEST_PIXELS)) {
            throw UndecodableException.unsupported("TIFF in " + total + " strips or tiles of a few pixels each");
        }
        return new TiffPieces(
                fields,
                tiled,
                (int) pieceWidth,
                (int) pieceHeight,
                (int) across,
                (int) down,
                (int) Math.min(total, Integer.MAX_VALUE),
                bitsPerPixel,
                height);
    }

    /** Of one piece. */
    long pixels() {
        return (long) width * height;
    }

    TiffTag offsetsTag() {
        return tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS;
    }

    TiffTag byteCountsTag() {
        return tiled ? TiffTag.TILE_BYTE_COUNTS : TiffTag.STRIP_BYTE_COUNTS;
    }

    /** Columns of the page that are in a piece of a column of pieces. */
    int columns(int index, int pageWidth) {
        int column = index % across;
        return Math.min(width, pageWidth - column * width);
    }

    /** Rows of the page that are in a piece. */
    int rows(int index) {
        int line = index / across % down;
        return Math.min(height, pageHeight - line * height);
    }

    /**
     * Where the pieces lie.
     *
     * @param fileBytes length of the file
     * @param plain whether they are not compressed, so that their size is known
     * @throws UndecodableException when one does not lie wholly in the file
     */
    int[][] places(int fileBytes, boolean plain) throws UndecodableException {
        TiffField offsets = fields.find(offsetsTag());
        TiffField counts = fields.find(byteCountsTag());
        if (offsets == null || counts == null && !plain && total > 1) {
            throw UndecodableException.corrupt("TIFF that does not say where its strips or tiles lie");
        }
        int[][] places = new int[2][total];
        for (int i = 0; i < total; i++) {
            long offset = offsets.number(i);
            long count = plain ? plainBytes(i) : counts == null ? fileBytes - offset : counts.number(i);
            if (count < 1 || offset > fileBytes - count) {
                throw UndecodableException.corrupt("cut short: TIFF whose strip or tile " + i + " is not in the file");
            }
            places[0][i] = (int) offset;
            places[1][i] = (int) count;
        }
        return places;
    }

    private long plainBytes(int index) {
        return rows(index) * ((width * bitsPerPixel + 7) / 8);
    }
}
