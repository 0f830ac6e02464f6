/** Reads DICOM: the first frame of a data set, as gray or colours of eight bits, and nothing of what it says of a person. */
@NullMarked
package io.inferencestream.decode.dicom;

import org.jspecify.annotations.NullMarked;
