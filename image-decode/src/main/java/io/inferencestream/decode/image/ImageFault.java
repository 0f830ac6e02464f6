package io.inferencestream.decode.image;

/** Why an image gives no pixels. A closed list. */
public enum ImageFault {
    /** Not a kind of image that is decoded here. */
    UNSUPPORTED,
    /** An image of a known kind that is damaged or cut short. */
    CORRUPT,
    /** More bytes or more pixels than the limits allow. */
    TOO_LARGE
}
