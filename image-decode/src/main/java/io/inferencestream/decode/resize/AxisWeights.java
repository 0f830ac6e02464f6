package io.inferencestream.decode.resize;

/** How much each pixel of the image weighs in each position of the target, along one axis. Immutable. */
interface AxisWeights {
    /** Pixels that weigh in one position, at most. */
    int span();

    /**
     * Weighs the pixels of a position.
     *
     * @param position of the target, from 0
     * @param weights takes {@link #span} numbers, of which those behind the last pixel are zero; they add up to one
     * @return the pixel that the first number is for; never falls from one position to the next
     */
    int weigh(int position, double[] weights);

    /**
     * @param mapping of this axis
     * @param other mapping of the other axis
     */
    static AxisWeights of(AxisMapping mapping, AxisMapping other, Resizing resizing) {
        boolean antialias = resizing.antialias();
        double stretch = antialias ? Math.max(mapping.scale(), 1) : 1;
        return switch (resizing.filter()) {
            case NEAREST -> new PixelPair(mapping, PixelPair.Place.NEAREST);
            case BILINEAR ->
                antialias
                        ? new KernelWeights(mapping, Kernel.TRIANGLE, stretch, false)
                        : new PixelPair(mapping, PixelPair.Place.CENTRES);
            case BICUBIC ->
                antialias
                        ? new KernelWeights(mapping, Kernel.CUBIC, stretch, false)
                        : new KernelWeights(mapping, Kernel.SHARP_CUBIC, 1, true);
            case LANCZOS -> new KernelWeights(mapping, Kernel.LANCZOS, stretch, false);
            case AREA ->
                mapping.scale() >= 1 && other.scale() >= 1
                        ? new AreaWeights(mapping)
                        : new PixelPair(mapping, PixelPair.Place.EDGES);
        };
    }
}
