package io.inferencestream.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Knows which values must not be shown. */
public final class Secrets {
    private static final String MASK = "***";
    private static final Pattern SECRET_KEY =
            Pattern.compile("password|passphrase|secret|user\\.?info|jaas|keystore\\.key|private\\.key|\\.token\\b");
    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]+@");

    private Secrets() {}

    /** The value as it may be shown: masked if its key names a secret, without the user information of a URL. */
    public static String masked(String key, String value) {
        String dotted = key.toLowerCase(Locale.ROOT).replace('_', '.');
        if (!value.isEmpty() && SECRET_KEY.matcher(dotted).find()) {
            return MASK;
        }
        return USER_INFO.matcher(value).replaceAll("://" + MASK + "@");
    }
}
