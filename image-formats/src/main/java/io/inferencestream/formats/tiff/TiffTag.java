package io.inferencestream.formats.tiff;

/** The fields that matter, in the order in which a directory must have them. */
enum TiffTag {
    WIDTH(256),
    HEIGHT(257),
    BITS_PER_SAMPLE(258),
    COMPRESSION(259),
    PHOTOMETRIC(262),
    FILL_ORDER(266),
    STRIP_OFFSETS(273),
    ORIENTATION(274),
    SAMPLES_PER_PIXEL(277),
    ROWS_PER_STRIP(278),
    STRIP_BYTE_COUNTS(279),
    PLANAR_CONFIGURATION(284),
    T4_OPTIONS(292),
    T6_OPTIONS(293),
    PREDICTOR(317),
    COLOUR_MAP(320),
    TILE_WIDTH(322),
    TILE_HEIGHT(323),
    TILE_OFFSETS(324),
    TILE_BYTE_COUNTS(325),
    EXTRA_SAMPLES(338),
    SAMPLE_FORMAT(339),
    JPEG_TABLES(347),
    YCC_COEFFICIENTS(529),
    YCC_SUBSAMPLING(530),
    YCC_POSITIONING(531),
    REFERENCE_BLACK_WHITE(532);

    private final int number;

    TiffTag(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
