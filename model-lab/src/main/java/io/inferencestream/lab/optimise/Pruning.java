package io.inferencestream.lab.optimise;

import io.inferencestream.lab.network.Layer;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.network.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Structured pruning (Li et al., 2017): takes whole filters out of convolutions, those of the smallest norm after their
 * batch norm, and with them the channels of whatever reads them. The rest keeps its weights; train it on afterwards.
 *
 * <p>A convolution is left whole where its output is added to another's, for the channels of both must be the same.
 */
public final class Pruning {
    private final TrainedNetwork trained;
    private final double share;
    private final Map<String, float[]> arrays = new LinkedHashMap<>();

    private Pruning(TrainedNetwork trained, double share) {
        this.trained = trained;
        this.share = share;
    }

    /**
     * The same network with fewer filters.
     *
     * @param share of the filters of each convolution that goes; from 0 to below 1; one filter always stays
     */
    public static TrainedNetwork prune(TrainedNetwork trained, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share must be from 0 to below 1: " + share);
        }
        Pruning pruning = new Pruning(trained, share);
        Network network = trained.network();
        List<Layer> layers =
                pruning.through(network.stages(), all(network.input().channels()));
        return new TrainedNetwork(new Network(network.input(), layers), new Weights(pruning.arrays));
    }

    private List<Layer> through(List<Stage> stages, List<Integer> input) {
        List<Layer> layers = new ArrayList<>();
        List<Integer> kept = input;
        for (int i = 0; i < stages.size(); i++) {
            Step step = new Step(stages, i, kept);
            layers.add(stages.get(i).layer().fold(step));
            kept = step.out;
        }
        return layers;
    }

    private static List<Integer> all(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Whether nobody but one later convolution or dense layer of the same list reads what the stage puts out. */
    private static boolean isFree(List<Stage> stages, int index) {
        for (Stage next : stages.subList(index + 1, stages.size())) {
            if (next.layer() instanceof Layer.Convolution || next.layer() instanceof Layer.Dense) {
                return true;
            }
            if (next.layer() instanceof Layer.Residual) {
                return false;
            }
        }
        return false;
    }

    /** Carries one stage over, with the channels that are left of its input. */
    private final class Step implements Layer.Cases<Layer> {
        private final List<Stage> stages;
        private final int index;
        private final Stage stage;
        private final List<Integer> in;
        private List<Integer> out;

        Step(List<Stage> stages, int index, List<Integer> in) {
            this.stages = stages;
            this.index = index;
            this.in = in;
            stage = stages.get(index);
            out = in;
        }

        @Override
        public Layer convolution(Layer.Convolution layer) {
            out = isFree(stages, index) ? strongest(layer.filters()) : all(layer.filters());
            float[] kernel = trained.weights().get(stage.name() + ".kernel");
            int channels = stage.input().channels();
            float[] slim = new float[layer.side() * layer.side() * in.size() * out.size()];
            int at = 0;
            for (int pixel = 0; pixel < layer.side() * layer.side(); pixel++) {
                for (int i : in) {
                    for (int o : out) {
                        slim[at++] = kernel[(pixel * channels + i) * layer.filters() + o];
                    }
                }
            }
            arrays.put(stage.name() + ".kernel", slim);
            if (layer.bias()) {
                keep(".bias", out);
            }
            return new Layer.Convolution(out.size(), layer.side(), layer.stride(), layer.bias());
        }

        private List<Integer> strongest(int filters) {
            int count = Math.max(1, filters - (int) Math.floor(filters * share));
            double[] norms = norms(filters);
            return all(filters).stream()
                    .sorted(Comparator.comparingDouble((Integer f) -> -norms[f]))
                    .limit(count)
                    .sorted()
                    .toList();
        }

        private double[] norms(int filters) {
            float[] kernel = trained.weights().get(stage.name() + ".kernel");
            double[] norms = new double[filters];
            for (int i = 0; i < kernel.length; i++) {
                norms[i % filters] += Math.abs(kernel[i]);
            }
            Stage next = stages.get(index + 1);
            if (next.layer() instanceof Layer.BatchNorm) {
                float[] scale = trained.weights().get(next.name() + ".scale");
                float[] variance = trained.weights().get(next.name() + ".variance");
                for (int f = 0; f < filters; f++) {
                    norms[f] *= Math.abs(scale[f]) / Math.sqrt((double) variance[f] + Layer.BatchNorm.EPSILON);
                }
            }
            return norms;
        }

        @Override
        public Layer depthwise(Layer.Depthwise layer) {
            float[] kernel = trained.weights().get(stage.name() + ".kernel");
            int channels = stage.input().channels();
            float[] slim = new float[layer.side() * layer.side() * in.size()];
            for (int i = 0; i < slim.length; i++) {
                slim[i] = kernel[i / in.size() * channels + in.get(i % in.size())];
            }
            arrays.put(stage.name() + ".kernel", slim);
            if (layer.bias()) {
                keep(".bias", in);
            }
            return layer;
        }

        @Override
        public Layer batchNorm(Layer.BatchNorm layer) {
            for (String array : List.of(".scale", ".offset", ".mean", ".variance")) {
                keep(array, in);
            }
            return layer;
        }

        @Override
        public Layer dense(Layer.Dense layer) {
            float[] kernel = trained.weights().get(stage.name() + ".kernel");
            float[] slim = new float[in.size() * layer.units()];
            for (int i = 0; i < slim.length; i++) {
                slim[i] = kernel[in.get(i / layer.units()) * layer.units() + i % layer.units()];
            }
            out = all(layer.units());
            arrays.put(stage.name() + ".kernel", slim);
            keep(".bias", out);
            return layer;
        }

        @Override
        public Layer residual(Layer.Residual layer) {
            List<Layer> body = through(stage.body(), in);
            out = all(stage.output().channels());
            return new Layer.Residual(body, through(stage.shortcut(), in));
        }

        @Override
        public Layer flatten(Layer.Flatten layer) {
            int channels = stage.input().channels();
            int pixels = stage.output().channels() / channels;
            out = IntStream.range(0, pixels)
                    .boxed()
                    .flatMap(pixel -> in.stream().map(c -> pixel * channels + c))
                    .toList();
            return layer;
        }

        @Override
        public Layer relu(Layer.Relu layer) {
            return layer;
        }

        @Override
        public Layer silu(Layer.Silu layer) {
            return layer;
        }

        @Override
        public Layer maxPool(Layer.MaxPool layer) {
            return layer;
        }

        @Override
        public Layer globalAveragePool(Layer.GlobalAveragePool layer) {
            return layer;
        }

        @Override
        public Layer dropout(Layer.Dropout layer) {
            return layer;
        }

        private void keep(String array, List<Integer> channels) {
            float[] whole = trained.weights().get(stage.name() + array);
            float[] slim = new float[channels.size()];
            for (int i = 0; i < slim.length; i++) {
                slim[i] = whole[channels.get(i)];
            }
            arrays.put(stage.name() + array, slim);
        }
    }
}
