package io.inferencestream.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InspectionTest {
    @Test
    void countsClassesAndFindsWhatStandsTwice() {
        Map<String, LabelledImages> parts = new LinkedHashMap<>();
        parts.put("training", images(new byte[] {1, 2, 2, 3}, 0, 0, 1, 1));
        parts.put("test", images(new byte[] {3, 9}, 0, 1));

        Inspection inspection = Inspection.of(parts);

        assertThat(inspection.parts().get("training").perClass()).containsExactly(entry("a", 2), entry("b", 2));
        assertThat(inspection.parts().get("training").mean()).isEqualTo(2);
        assertThat(inspection.duplicates())
                .containsExactly(
                        new Inspection.Duplicates("training", "training", 1, 1),
                        new Inspection.Duplicates("training", "test", 1, 1));
    }

    private static LabelledImages images(byte[] pixels, int... labels) {
        List<String> names = Collections.nCopies(labels.length, "x");
        return new LabelledImages(1, 1, List.of("a", "b"), pixels, labels, names);
    }
}
