package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.rlvr4j.reports.page.Page;

/**
 * A page as one HTML file. Its data are JSON in an inert block; its script writes every text as text. A
 * Content-Security-Policy allows the inlined scripts and the style by their SHA-256 and nothing else.
 */
public final class PageHtml {

    private PageHtml() {}

    /**
     * Writes a page as HTML.
     *
     * @param page the page
     * @return a document that opens without a network
     */
    public static String of(Page page) {
        String style = resource("report.css");
        String library = resource("echarts.min.js");
        String script = resource("report.js");
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src %s %s; style-src %s; \
                img-src data:; base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="referrer" content="no-referrer">
                <meta name="generator" content="rlvr4j">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <a class="skip" href="#content">Skip to the content</a>
                <noscript><p class="noscript">This report draws itself by its own script, which is switched off.</p></noscript>
                <div id="page"></div>
                <script type="application/json" id="data">%s</script>
                <script>%s</script>
                <script>%s</script>
                </body>
                </html>
                """.formatted(
                hash(library), hash(script), hash(style), text(page.headline()), style, json(page), library, script);
    }

    /**
     * Writes a page's data so that they can stand in a script block: no character in it means anything to HTML.
     *
     * @param page the page
     * @return JSON in ASCII without {@code <}, {@code >} and {@code &}
     */
    public static String json(Page page) {
        try {
            // what is not ASCII is escaped by the mapper, U+2028 and U+2029 with it
            return Json.MAPPER
                    .writeValueAsString(page)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a page cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a file of the page.
     *
     * @param name such as {@code report.css}
     * @return its text
     */
    public static String resource(String name) {
        try (InputStream in = PageHtml.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the file " + name + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
