package io.inferencestream.bench.cli;

import picocli.CommandLine.Option;

/** The one workload of a command. */
final class WorkloadOption {
    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description = "mobilenet, fashion or crayfish, which needs --shared (${DEFAULT-VALUE})")
    private String workload;

    /** @param standard what is taken unless the command line names another */
    WorkloadOption(String standard) {
        this.workload = standard;
    }

    String name() {
        return workload;
    }
}
