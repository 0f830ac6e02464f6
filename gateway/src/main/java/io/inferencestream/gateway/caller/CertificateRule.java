package io.inferencestream.gateway.caller;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who shows which certificates: {@code NAME:ROLE+ROLE:SUBJECT}, where the subject is a whole one such as
 * {@code CN=ward-7,O=Clinic}, or one alternative name: {@code DNS=}, {@code URI=} or {@code EMAIL=} and the name.
 *
 * @param name the caller's name
 * @param roles what it may do; at least one
 * @param subject what its certificates say, as {@link CertificateNames} spells it
 */
public record CertificateRule(String name, Set<Role> roles, String subject) {
    private static final Pattern FORM = Pattern.compile("([^:]+):([a-z+]+):([A-Za-z0-9.]+=.+)");

    public CertificateRule {
        Names.check(name);
        roles = Set.copyOf(roles);
    }

    /**
     * Reads {@code NAME:ROLE+ROLE:SUBJECT}.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static CertificateRule parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("who shows a certificate is named NAME:ROLE+ROLE:SUBJECT");
        }
        return new CertificateRule(form.group(1), Role.all(form.group(2)), CertificateNames.spelled(form.group(3)));
    }

    Caller caller() {
        return new Caller(name, roles);
    }

    /** As the configuration may spell it. */
    @Override
    public String toString() {
        return name + ":" + Role.text(roles) + ":" + subject;
    }
}
