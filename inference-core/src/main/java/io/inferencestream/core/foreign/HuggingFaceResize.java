package io.inferencestream.core.foreign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How {@code preprocessor_config.json} resizes. Pillow does it, which smooths; its filters have numbers.
 *
 * <p>A size of one number means both sides to some processors and the shorter side to others.
 */
final class HuggingFaceResize {
    private static final String FILE = "preprocessor_config.json: ";
    private static final Map<String, String> FILTERS =
            Map.of("0", "nearest", "1", "lanczos", "2", "bilinear", "3", "bicubic", "4", "area");
    private static final List<String> BOTH_SIDES =
            List.of("ViT", "Beit", "BEiT", "DeiT", "Deit", "EfficientNet", "DPT");
    private static final List<String> SHORTER_SIDE =
            List.of("CLIP", "MobileNetV1", "MobileNetV2", "MobileViT", "Bit", "Siglip");

    /** From this size on, ConvNeXT's processor stretches and crops nothing. */
    private static final int UNCROPPED = 384;

    private static final double CONVNEXT_CROP = 224.0 / 256;

    private final Json processor;
    private final String type;

    HuggingFaceResize(Json processor) {
        this.processor = processor;
        this.type = Stream.of("image_processor_type", "feature_extractor_type")
                .flatMap(name -> processor.get(name).flatMap(Json::text).stream())
                .findFirst()
                .orElse("");
    }

    void describe(CardDraft draft) {
        Optional<String> filter = processor.get("resample").flatMap(Json::text).map(FILTERS::get);
        if (!flag("do_resize", true)
                || flag("do_pad", false)
                || flag("do_thumbnail", false)
                || flag("do_align_long_axis", false)) {
            ask(draft, "do_resize, do_pad and the like are not resizing and cropping alone");
        } else if (type.startsWith("ConvNext")) {
            describeConvNext(draft, filter);
        } else if (type.startsWith("Levit") || type.startsWith("Perceiver") || type.startsWith("PoolFormer")) {
            ask(draft, type + " has a rule of its own");
        } else {
            describeUsual(draft, filter);
        }
    }

    private void describeUsual(CardDraft draft, Optional<String> filter) {
        Optional<Integer> shorter = side("size", "shortest_edge");
        Optional<Integer> height = side("size", "height");
        Optional<Integer> width = side("size", "width");
        Optional<Integer> one = processor.get("size").flatMap(HuggingFaceResize::whole);
        if (one.isPresent() && isOf(SHORTER_SIDE)) {
            shorter = one;
        } else if (one.isPresent() && isOf(BOTH_SIDES)) {
            height = one;
            width = one;
        }
        boolean isCropped = flag("do_center_crop", false);
        Optional<Integer> cropHeight =
                side("crop_size", "height").or(() -> processor.get("crop_size").flatMap(HuggingFaceResize::whole));
        Optional<Integer> cropWidth =
                side("crop_size", "width").or(() -> processor.get("crop_size").flatMap(HuggingFaceResize::whole));
        if (isCropped && cropHeight.isPresent() && cropWidth.isPresent()) {
            putSides(draft, cropWidth.get(), cropHeight.get(), "crop_size");
            if (shorter.isPresent()) {
                putResize(draft, "center-crop, size: " + shorter.get(), filter, "size, crop_size, resample");
            } else if (height.isPresent() && height.equals(width)) {
                putResize(draft, "stretch, size: " + height.get(), filter, "size, crop_size, resample");
            }
        } else if (!isCropped && height.isPresent() && width.isPresent()) {
            putSides(draft, width.get(), height.get(), "size");
            putResize(draft, "stretch", filter, "size, resample");
        }
        ask(draft, "size, crop_size and do_center_crop do not tell it");
    }

    private void describeConvNext(CardDraft draft, Optional<String> filter) {
        Optional<Integer> size =
                side("size", "shortest_edge").or(() -> processor.get("size").flatMap(HuggingFaceResize::whole));
        double crop = processor.get("crop_pct").flatMap(Json::number).orElse(CONVNEXT_CROP);
        if (size.isPresent()) {
            putSides(draft, size.get(), size.get(), "size");
            String mode = size.get() >= UNCROPPED ? "stretch" : "center-crop, size: " + (int) (size.get() / crop);
            putResize(draft, mode, filter, "size, crop_pct, resample");
        }
        ask(draft, "size does not tell it");
    }

    private static void putSides(CardDraft draft, int width, int height, String entry) {
        draft.put("input.width", Integer.toString(width), FILE + entry);
        draft.put("input.height", Integer.toString(height), FILE + entry);
    }

    private static void putResize(CardDraft draft, String mode, Optional<String> filter, String origin) {
        if (filter.isPresent()) {
            draft.put("resize", "{mode: " + mode + ", " + Pillow.filter(filter.get()) + "}", FILE + origin);
        } else {
            draft.ask(
                    "resize",
                    FILE + "has no resample that is known",
                    "Write {mode: " + mode + ", filter: FILTER, antialias: true} with the filter of training.");
        }
    }

    private static void ask(CardDraft draft, String why) {
        draft.ask("resize", FILE + why, "Write the mode, the size before cropping and the filter.");
    }

    private boolean isOf(List<String> types) {
        return types.stream().anyMatch(type::startsWith);
    }

    private Optional<Integer> side(String name, String side) {
        return processor.get(name).flatMap(size -> size.get(side)).flatMap(HuggingFaceResize::whole);
    }

    private static Optional<Integer> whole(Json value) {
        return value.number()
                .filter(number -> number >= 1 && number <= 1 << 14 && number == Math.rint(number))
                .map(Double::intValue);
    }

    private boolean flag(String name, boolean byDefault) {
        return processor.get(name).flatMap(Json::flag).orElse(byDefault);
    }
}
