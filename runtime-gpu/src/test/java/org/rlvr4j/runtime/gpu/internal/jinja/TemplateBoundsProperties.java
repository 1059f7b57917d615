package org.rlvr4j.runtime.gpu.internal.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;

/** A template is untrusted: it ends soon, in a text or in the one exception that is meant for it. */
class TemplateBoundsProperties {

    private static final List<String> GREEDY = List.of(
            "{% set ns = namespace(x='ab') %}{% for i in range(100) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
            "{{ 'a' * 1000000000000 }}",
            "{{ range(1000000000)|list }}",
            "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "{% macro m(n) %}{% for i in range(9) %}{{ m(n) }}{% endfor %}{% endmacro %}{{ m(1) }}",
            "{% for i in range(99999) %}{{ '0123456789' * 1000 }}{% endfor %}",
            "{% set x = 'a' * 2000000 %}{% for i in range(9999) %}{{ (x ~ 'b') in x }}{% endfor %}",
            "{% set x = 'a' * 1000000 %}{{ x.replace('a', x) }}",
            "{% set x = 'a' * 4000000 %}{% for i in range(9999) %}{% if x.split('a') %}{% endif %}{% endfor %}",
            "{{ 9 ** 64 }}",
            "{{ range(5) | tojson(indent=99999999999) }}",
            "{% set ns = namespace(x=[1]) %}{% for i in range(100) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
            "{% set ns = namespace(x=[1]) %}{% for i in range(100) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
            "{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}",
            "{{ " + "not ".repeat(50000) + "1 }}{{ x.y.z }}",
            "{{ " + "-".repeat(50000) + "1 }}",
            "{% if 1 %}".repeat(5000) + "{% endif %}".repeat(5000));

    @Example
    void greedyTemplatesAreStopped() {
        for (String greedy : GREEDY) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> assertThrows(
                            TemplateException.class,
                            () -> Template.parse(greedy).render(Map.of(), Map.of()),
                            greedy.substring(0, Math.min(80, greedy.length()))));
        }
    }

    @Example
    void thereIsNoWayOut() {
        for (String attempt : List.of(
                "{{ messages.__class__.__mro__ }}",
                "{{ ''.getClass().forName('java.lang.Runtime') }}",
                "{{ messages.append('x') }}",
                "{% include '/etc/passwd' %}",
                "{% import 'os' as os %}",
                "{{ namespace.__init__.__globals__ }}",
                "{{ ''|attr('x') }}",
                "{{ lipsum() }}")) {
            assertThrows(
                    TemplateException.class,
                    () -> Template.parse(attempt).render(Map.of("messages", List.of()), Map.of()),
                    attempt);
        }
    }

    @Provide
    static Arbitrary<String> templates() {
        return Arbitraries.of(
                        "{{",
                        "}}",
                        "{%",
                        "%}",
                        "{#",
                        "#}",
                        "-",
                        "+",
                        " ",
                        "\n",
                        "if",
                        "else",
                        "elif",
                        "endif",
                        "for",
                        "in",
                        "endfor",
                        "set",
                        "x",
                        "=",
                        "1",
                        "2.5",
                        "'a'",
                        "[",
                        "]",
                        "(",
                        ")",
                        "{",
                        "}",
                        ".",
                        ",",
                        ":",
                        "|",
                        "length",
                        "is",
                        "not",
                        "defined",
                        "macro",
                        "endmacro",
                        "loop",
                        "and",
                        "or",
                        "~",
                        "*",
                        "**",
                        "//",
                        "%",
                        "range",
                        "messages",
                        "split",
                        "<",
                        "==",
                        "\\",
                        "\"",
                        "none",
                        "é",
                        "\uD83D")
                .list()
                .ofMaxSize(40)
                .map(pieces -> String.join(" ", pieces));
    }

    @Property(tries = 3000)
    void anyTextIsATemplateOrRefused(@ForAll("templates") String source) {
        String written;
        try {
            written = Template.parse(source).render(Map.of("messages", List.of("a", "b"), "x", 3L), Map.of());
        } catch (TemplateException e) {
            written = e.getMessage();
        }
        assertEquals(String.class, String.valueOf(written).getClass());
    }

    @Example
    void daysAreWrittenAsPythonDoes() {
        LocalDate day = LocalDate.of(2024, 7, 6);
        assertEquals("06 Jul 2024", Strftime.format("%d %b %Y", day));
        assertEquals("Saturday, 06 July 24 100%", Strftime.format("%A, %d %B %y 100%%", day));
        assertThrows(TemplateException.class, () -> Strftime.format("%U", day));
    }
}
