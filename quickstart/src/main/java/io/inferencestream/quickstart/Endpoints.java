package io.inferencestream.quickstart;

/** What a person can do while the demo runs. */
final class Endpoints {
    private Endpoints() {}

    static String of(DemoCluster cluster, String web) {
        String clients = "--bootstrap-server " + cluster.bootstrapServers() + " --registry " + cluster.registryUrl();
        return String.join(
                "\n",
                "",
                "Everything is still running:",
                "  web app          " + web + "/live",
                "  Kafka            " + cluster.bootstrapServers(),
                "  schema registry  " + cluster.registryUrl(),
                "  topics           " + DemoCluster.TOPICS.images() + " → " + DemoCluster.TOPICS.predictions() + " | "
                        + DemoCluster.TOPICS.deadLetters() + ", " + DemoCluster.MODELS,
                "",
                "Send images of your own in the web app, or from another terminal:",
                "  curl -F image=@IMAGE " + web + "/predict",
                "  bin/producer-demo " + clients + " --await FOLDER",
                "",
                "Ctrl-C ends it all.");
    }
}
