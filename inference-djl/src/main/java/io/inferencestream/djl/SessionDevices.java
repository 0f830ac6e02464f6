package io.inferencestream.djl;

import ai.djl.tensorflow.engine.TfSymbolBlock;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.predict.ModelLoadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** The devices that a loaded graph may compute on, asked of its own session: what was wanted is not always what is. */
final class SessionDevices {

    private SessionDevices() {}

    /** Refuses a model whose session does not have the kind of device that it is said to compute on. */
    static void require(Placement placement, TfSymbolBlock block, ModelCard card) throws ModelLoadException {
        List<String> devices = types(block);
        boolean gpu = devices.contains("gpu");
        if (gpu != placement.isGpu()) {
            throw Wiring.refuse(
                    card, "was to compute on " + placement.device() + ", but its session has the devices " + devices);
        }
    }

    /** In lower case, e.g. {@code cpu}. */
    @SuppressWarnings("try") // the scope frees what is made within it
    static List<String> types(TfSymbolBlock block) {
        List<String> types = new ArrayList<>();
        try (PointerScope ignored = new PointerScope()) {
            TF_Status status = TF_Status.newStatus();
            TF_DeviceList list =
                    tensorflow.TF_SessionListDevices(block.getSavedModelBundle().getSession(), status);
            status.throwExceptionIfNotOK();
            try {
                for (int i = 0; i < tensorflow.TF_DeviceListCount(list); i++) {
                    types.add(tensorflow.TF_DeviceListType(list, i, status)
                            .getString()
                            .toLowerCase(Locale.ROOT));
                }
            } finally {
                tensorflow.TF_DeleteDeviceList(list);
            }
        }
        return types;
    }
}
