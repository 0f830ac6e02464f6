package io.inferencestream.lab.report;

import java.util.List;

/** A page that needs nothing but itself. Text is escaped, except what {@link #raw} is given. */
final class HtmlPage {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1f24}
            svg{width:100%;max-width:35rem;margin:0 1rem 1rem 0}
            .title{font-weight:600;font-size:15px}.tick{font-size:11px;fill:#57606a}.legend{font-size:12px}
            .grid{stroke:#d0d7de}table{border-collapse:collapse;margin:1rem 0}
            td,th{border-bottom:1px solid #d0d7de;padding:.25rem .75rem;text-align:left;vertical-align:top}
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    HtmlPage(String title) {
        this.title = escaped(title);
        body.append("<h1>").append(this.title).append("</h1>\n");
    }

    void heading(String text) {
        body.append("<h2>").append(escaped(text)).append("</h2>\n");
    }

    void paragraph(String text) {
        body.append("<p>").append(escaped(text)).append("</p>\n");
    }

    /** Markup as it is. */
    void raw(String markup) {
        body.append(markup).append('\n');
    }

    void table(List<String> head, List<List<String>> rows) {
        body.append("<table><tr>");
        head.forEach(cell -> body.append("<th>").append(escaped(cell)).append("</th>"));
        body.append("</tr>\n");
        for (List<String> row : rows) {
            body.append("<tr>");
            row.forEach(cell -> body.append("<td>").append(escaped(cell)).append("</td>"));
            body.append("</tr>\n");
        }
        body.append("</table>\n");
    }

    String text() {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + "</title><style>\n"
                + STYLE + "</style></head><body>\n" + body + "</body></html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
