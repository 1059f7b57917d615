package org.rlvr4j.runtime.gpu.internal.jinja;

/**
 * A value that is not there: empty as text, false, without elements; anything else that is done with it is a mistake.
 *
 * @param name what was asked for
 */
record Undefined(String name) {

    TemplateException error() {
        return new TemplateException(name + " is undefined");
    }
}
