package org.rlvr4j.runtime.endpoint.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlvr4j.api.verify.Excerpt;

/**
 * The address of a server.
 *
 * @param uri its base, without a slash at the end
 */
public record BaseUrl(URI uri) {

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    /** Reads an address in which {@link #mistake} finds none. */
    public static BaseUrl of(String url) {
        String base = url.replaceAll("/+$", "");
        return new BaseUrl(URI.create(base.matches("https?://[^/]+") ? base + "/v1" : base));
    }

    /** Says what is wrong with an address, without repeating it; empty where nothing is. */
    public static String mistake(String url) {
        URI parsed;
        try {
            parsed = new URI(url);
        } catch (URISyntaxException e) {
            return "must be an address such as http://127.0.0.1:8000/v1";
        }
        if (parsed.getRawUserInfo() != null
                || (parsed.getRawAuthority() != null && parsed.getRawAuthority().contains("@"))) {
            return "must hold no user or password: the key comes from the environment";
        }
        if (parsed.getRawQuery() != null || parsed.getRawFragment() != null) {
            return "must have no query and no fragment";
        }
        String scheme = String.valueOf(parsed.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return "must begin with http:// or https://";
        }
        if (parsed.getHost() == null || parsed.getPort() == 0 || parsed.getPort() > 65_535) {
            return "must name a host, and a port from 1 to 65535 where it names one";
        }
        return "";
    }

    /** The address for a message, without what might be secret in it. */
    public static String shown(String url) {
        return url.contains("@") || url.contains("?") || url.contains("#") ? "(not shown)" : Excerpt.of(url);
    }

    /** An address below this one. */
    public URI resolve(String path) {
        return URI.create(uri + path);
    }

    /** An address at the root of the server, beside {@code /v1}. */
    public URI atRoot(String path) {
        return URI.create(uri.toString().replaceAll("/v1$", "") + path);
    }

    /** Whether what is sent can be read on the way. */
    public boolean isPlain() {
        return "http".equalsIgnoreCase(uri.getScheme());
    }

    /** Whether the server is on this machine by its very address; names are not looked up. */
    public boolean isLoopback() {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        Matcher ipv4 = IPV4.matcher(host);
        return host.equals("localhost")
                || host.equals("[::1]")
                || (ipv4.matches() && ipv4.group(1).equals("127"));
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
