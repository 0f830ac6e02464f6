package io.inferencestream.cluster.registry;

/**
 * A version as a request names it.
 *
 * @param number from 1, or -1 for the latest
 */
record VersionName(int number) {
    private static final int LATEST = -1;

    static VersionName of(String text) {
        if (text.equals("latest")) {
            return new VersionName(LATEST);
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 || number == LATEST) {
                return new VersionName(number);
            }
            throw RegistryError.invalidVersion(text);
        } catch (NumberFormatException e) {
            throw RegistryError.invalidVersion(text);
        }
    }

    boolean isLatest() {
        return number == LATEST;
    }

    @Override
    public String toString() {
        return isLatest() ? "latest" : Integer.toString(number);
    }
}
