package io.inferencestream.core.repository;

import static io.inferencestream.settings.Quantities.count;
import static io.inferencestream.settings.Quantities.number;
import static io.inferencestream.settings.Texts.choice;
import static io.inferencestream.settings.Texts.flag;

import io.inferencestream.decode.resize.PadAt;
import io.inferencestream.decode.resize.ResizeFilter;
import io.inferencestream.decode.resize.ResizeMode;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.decode.resize.SideRounding;
import io.inferencestream.settings.BadValueException;
import io.inferencestream.settings.Section;
import io.inferencestream.settings.TextType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a card says of resizing, under {@code resize}: one word, or a section. */
final class CardResizing {
    private CardResizing() {}

    static Resizing read(Section keys) {
        TextType<ResizeMode> mode = choice(ResizeMode.class, ModelCardReader::spelling);
        TextType<Resizing> word = new TextType<>(
                mode.form() + ", or a section",
                text -> Resizing.of(mode.reader().read(text)));
        return keys.valueOrSection("resize", word, "stretch", """
                How an image of another shape becomes the input. stretch: both sides are scaled to fit. center-crop: \
                the short side is scaled to fit, and the middle is kept. letterbox: the long side is scaled to fit, \
                and the rest is black. The word alone means bilinear without antialiasing; a section says more.""", CardResizing::section);
    }

    private static Resizing section(Section keys) {
        ResizeMode mode = keys.value("mode", choice(ResizeMode.class, ModelCardReader::spelling), "stretch", """
                As resize where it is one word.""");
        int size = size(keys);
        double crop = crop(keys);
        checkMiddle(keys, mode, size, crop);
        ResizeFilter filter =
                keys.value("filter", choice(ResizeFilter.class, ModelCardReader::spelling), "bilinear", """
                How pixels are mixed. bicubic: with antialiasing as Pillow, without as OpenCV and PyTorch. area: the \
                mean of what a pixel covers, as OpenCV's INTER_AREA. lanczos: over three pixels to each side.""");
        boolean antialias = antialias(keys, filter);
        int padColor = padColor(keys);
        PadAt padAt = keys.value("padAt", choice(PadAt.class, ModelCardReader::spelling), "center", """
                Where a letterboxed image lies: in the center, or at the top-left.""");
        SideRounding rounding =
                keys.value("rounding", choice(SideRounding.class, ModelCardReader::spelling), "half-even", """
                How the shorter side of a letterboxed image becomes whole. half-even: as Ultralytics and Pillow. down: \
                as TensorFlow's resize_with_pad and YOLOX. half-up: as resize where it is one word.""");
        checkLetterbox(keys, mode);
        boolean hasMiddle = mode != ResizeMode.LETTERBOX;
        return new Resizing(
                mode,
                hasMiddle ? size : 0,
                hasMiddle && size == 0 ? crop : 0,
                filter,
                antialias,
                padColor,
                padAt,
                rounding);
    }

    private static int size(Section keys) {
        Optional<Integer> size = keys.value("size", count(1, Resizing.MAX_SIZE).orNone(), "", """
                Pixels of the short side (stretch: of both) before the middle is kept, such as the 256 of torchvision's \
                Resize(256) before CenterCrop(224). Left out: what fits.""");
        return size.orElse(0);
    }

    private static double crop(Section keys) {
        TextType<Double> number = number();
        TextType<Double> part = new TextType<>("a number above 0, at most 1", text -> {
            double read = number.reader().read(text);
            if (read <= 0 || read > 1) {
                throw new BadValueException("is out of range", "Write a number above 0, at most 1, such as 0.875.");
            }
            return read;
        });
        Optional<Double> crop = keys.value("crop", part.orNone(), "", """
                The part of the scaled sides that is kept, as timm's crop_pct: 0.875 of 256 is 224. Instead of size.""");
        return crop.orElse(0.0);
    }

    private static void checkMiddle(Section keys, ResizeMode mode, int size, double crop) {
        if (size != 0 && crop != 0) {
            keys.problemBeside(List.of("size"), "crop", "is given beside size", "Leave one of them out.");
        }
        if (mode == ResizeMode.LETTERBOX && (size != 0 || crop != 0)) {
            String name = size != 0 ? "size" : "crop";
            keys.problemBeside(
                    List.of("mode"), name, "does not go with a letterbox", "Leave it out, or write mode: center-crop.");
        }
    }

    private static boolean antialias(Section keys, ResizeFilter filter) {
        boolean antialias = keys.value("antialias", flag(), "false", """
                Whether the filter grows with the reduction, so that every pixel counts. true: Pillow, torchvision on \
                PIL images, timm, Hugging Face. false: TensorFlow's default, OpenCV.""");
        if (antialias && (filter == ResizeFilter.AREA || filter == ResizeFilter.NEAREST)) {
            keys.problemBeside(
                    List.of("filter"),
                    "antialias",
                    "does not go with filter: " + ModelCardReader.spelling(filter),
                    "Leave it out, or write another filter.");
            return false;
        }
        return antialias;
    }

    private static int padColor(Section keys) {
        List<Integer> values = keys.value("padColor", count(0, 255).listed(), "0", """
                What the image does not cover: one number from 0 to 255 for gray, or a list of red, green and blue. \
                Ultralytics: 114.""");
        if (values.size() == 3) {
            return values.get(0) << 16 | values.get(1) << 8 | values.get(2);
        }
        if (values.size() != 1) {
            keys.problem("padColor", "has " + values.size() + " numbers", "Write one number, or a list of three.");
            return 0;
        }
        return values.get(0) * 0x010101;
    }

    private static void checkLetterbox(Section keys, ResizeMode mode) {
        for (String name : List.of("padAt", "rounding")) {
            if (mode != ResizeMode.LETTERBOX && keys.isGiven(name)) {
                keys.problemBeside(
                        List.of("mode"), name, "is for letterboxes alone", "Leave it out, or write mode: letterbox.");
            }
        }
    }

    /** As {@link #read} reads it: one word where that says it all. */
    static Object written(Resizing resizing) {
        if (resizing.equals(Resizing.of(resizing.mode()))) {
            return ModelCardReader.spelling(resizing.mode());
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("mode", ModelCardReader.spelling(resizing.mode()));
        if (resizing.size() != 0) {
            keys.put("size", resizing.size());
        }
        if (resizing.crop() != 0) {
            keys.put("crop", resizing.crop());
        }
        keys.put("filter", ModelCardReader.spelling(resizing.filter()));
        keys.put("antialias", resizing.antialias());
        int color = resizing.padColor();
        if (color != 0) {
            keys.put("padColor", List.of(color >> 16, color >> 8 & 255, color & 255));
        }
        if (resizing.mode() == ResizeMode.LETTERBOX) {
            keys.put("padAt", ModelCardReader.spelling(resizing.padAt()));
            keys.put("rounding", ModelCardReader.spelling(resizing.rounding()));
        }
        return keys;
    }
}
