package io.inferencestream.gateway.app;

import io.inferencestream.gateway.caller.ApiKey;
import io.inferencestream.gateway.caller.Role;
import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.http.CannotListenException;
import io.inferencestream.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bin/gateway}: the REST API and the web app in front of a stream. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "A REST API and a web app in front of a stream.")
public final class Gateway implements Runnable {
    private static final String LOGGING = "logback.configurationFile";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/inferencestream/gateway/app/logback.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Gateway());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }

    /** Runs a gateway until it is told to end. */
    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Runs the gateway until SIGTERM or Ctrl-C.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:ended when told to", "1:could not start: the message says why", "2:wrong usage"})
    int run(
            @Option(
                            names = {"-c", "--config"},
                            paramLabel = "FILE",
                            description =
                                    "The gateway's settings, as YAML. Without it the environment says everything.")
                    @Nullable
                    Path config)
            throws InterruptedException {
        try {
            GatewaySettings settings = config == null
                    ? GatewaySettings.parse("", System.getenv())
                    : GatewaySettings.load(config, System.getenv());
            GatewayApp app = GatewayApp.start(settings);
            spec.commandLine().getOut().println("ready " + app.address());
            spec.commandLine().getOut().flush();
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                app.close();
                                ended.countDown();
                                Runtime.getRuntime().halt(0);
                            },
                            "end"));
            ended.await();
            return 0;
        } catch (SettingsException e) {
            spec.commandLine().getErr().println(e.getMessage());
        } catch (CannotListenException e) {
            spec.commandLine().getErr().println("gateway: " + e.getMessage());
        }
        return 1;
    }

    /** Makes an API key. */
    @Command(
            name = "key",
            mixinStandardHelpOptions = true,
            description = "Makes an API key: prints it, to be given to its caller, and the line for security.apiKeys.")
    int key(
            @Parameters(paramLabel = "NAME", description = "The caller's name.") String name,
            @Parameters(paramLabel = "ROLE", arity = "1..3", description = "predict, observe, operate")
                    List<String> roles,
            @Option(
                            names = "--expires",
                            paramLabel = "DAY",
                            description = "Its last day, such as 2027-01-31, or an instant; without it, it never ends.")
                    @Nullable
                    String expires) {
        List<Role> its = new ArrayList<>();
        for (String role : roles) {
            try {
                its.add(Role.valueOf(role.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw wrongKey("A role is predict, observe or operate, not " + role + ".");
            }
        }
        String key = ApiKey.random();
        ApiKey known = apiKey(name, Set.copyOf(its), key, expires);
        spec.commandLine().getOut().println("key      " + key);
        spec.commandLine().getOut().println("apiKeys  " + known);
        return 0;
    }

    private ApiKey apiKey(String name, Set<Role> roles, String key, @Nullable String expires) {
        try {
            return new ApiKey(
                    name,
                    roles,
                    ApiKey.digest(key),
                    Optional.ofNullable(expires).map(ApiKey::instant));
        } catch (IllegalArgumentException e) {
            throw wrongKey(String.valueOf(e.getMessage()));
        }
    }

    private CommandLine.ParameterException wrongKey(String wrong) {
        return new CommandLine.ParameterException(
                Objects.requireNonNull(spec.subcommands().get("key")), wrong);
    }

    /** Prints every key with its default. */
    @Command(
            name = "reference",
            mixinStandardHelpOptions = true,
            description = "Prints every key of the configuration with its default.")
    int reference() {
        spec.commandLine().getOut().print(GatewaySettings.reference());
        return 0;
    }
}
