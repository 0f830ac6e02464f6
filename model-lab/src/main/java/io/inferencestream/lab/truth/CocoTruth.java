package io.inferencestream.lab.truth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.detection.PixelBox;
import io.inferencestream.lab.detection.TrueObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Images and the objects in them, from a file of annotations in COCO's form ("Data format" at cocodataset.org): the members
 * {@code images}, {@code annotations} and {@code categories}.
 *
 * @param images in the file's order; at least one
 * @param classes names of the categories, each once, in the file's order
 * @param objects in the file's order
 */
public record CocoTruth(List<Image> images, List<String> classes, List<TrueObject> objects) {
    public CocoTruth {
        images = List.copyOf(images);
        classes = List.copyOf(classes);
        objects = List.copyOf(objects);
    }

    /**
     * An image.
     *
     * @param width of the image as it stands upright, in pixels; the boxes are measured in these
     */
    public record Image(String file, int width, int height) {}

    /**
     * Reads a file.
     *
     * @throws DataException if it is not of this form
     */
    public static CocoTruth read(Path file) {
        JsonNode json = json(file);
        Map<String, Integer> places = new HashMap<>();
        List<Image> images = new ArrayList<>();
        for (JsonNode one : list(file, json, "images")) {
            places.put(id(file, one, "id"), images.size());
            images.add(new Image(
                    text(file, one, "file_name"), (int) number(file, one, "width"), (int) number(file, one, "height")));
        }
        if (images.isEmpty()) {
            throw new DataException(file, "names no images");
        }
        Map<String, String> classes = new LinkedHashMap<>();
        list(file, json, "categories").forEach(one -> classes.put(id(file, one, "id"), text(file, one, "name")));
        List<TrueObject> objects = new ArrayList<>();
        for (JsonNode one : list(file, json, "annotations")) {
            objects.add(object(file, one, places, classes));
        }
        return new CocoTruth(images, classes.values().stream().distinct().toList(), objects);
    }

    private static TrueObject object(
            Path file, JsonNode json, Map<String, Integer> images, Map<String, String> classes) {
        Integer image = images.get(id(file, json, "image_id"));
        String label = classes.get(id(file, json, "category_id"));
        JsonNode box = json.path("bbox");
        if (image == null || label == null || box.size() != 4) {
            throw new DataException(
                    file,
                    "an annotation must name an image_id and a category_id that the file has, and a bbox of four"
                            + " numbers: " + shortened(json));
        }
        double width = box.path(2).asDouble();
        double height = box.path(3).asDouble();
        if (!(width >= 0) || !(height >= 0)) {
            throw new DataException(file, "a bbox is x, y, width, height, none of both below 0: " + shortened(json));
        }
        PixelBox pixels = new PixelBox(box.path(0).asDouble(), box.path(1).asDouble(), width, height);
        double area = json.path("area").isNumber() ? json.path("area").asDouble() : pixels.area();
        boolean isCrowd =
                json.path("iscrowd").asInt() == 1 || json.path("iscrowd").asBoolean();
        return new TrueObject(image, label, pixels, area, isCrowd);
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new DataException(file, "is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new DataException(file, "cannot be read: " + e, e);
        }
    }

    private static JsonNode list(Path file, JsonNode json, String member) {
        if (!json.path(member).isArray()) {
            throw new DataException(file, "has no list " + member + ": annotations are in COCO's form, for detection");
        }
        return json.path(member);
    }

    private static String id(Path file, JsonNode json, String member) {
        if (!json.path(member).isValueNode()) {
            throw new DataException(file, "lacks " + member + ": " + shortened(json));
        }
        return json.path(member).asText();
    }

    private static String text(Path file, JsonNode json, String member) {
        if (!json.path(member).isTextual()) {
            throw new DataException(file, "lacks the text " + member + ": " + shortened(json));
        }
        return json.path(member).textValue();
    }

    private static double number(Path file, JsonNode json, String member) {
        if (!(json.path(member).asDouble() > 0)) {
            throw new DataException(file, "lacks " + member + ", a number above 0: " + shortened(json));
        }
        return json.path(member).asDouble();
    }

    private static String shortened(JsonNode json) {
        String text = json.toString();
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
