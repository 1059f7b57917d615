package org.rlvr4j.api.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents one component of an options record and gives its default: the only place where either is written.
 *
 * <p>A component {@code referenceK} is the key {@code reference-k} of a recipe. Allowed types are {@code int}, {@code
 * long}, {@code double}, {@code boolean}, {@link String}, enums (written in lower case with hyphens), {@link
 * java.nio.file.Path} (in a recipe relative to the file in which it is written), other options records, and {@link
 * java.util.List} of {@code Integer}, {@code Double}, {@code String} or options records.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface Option {

    /** Marks an option that has no default and must be given. */
    String REQUIRED = "\u0000required";

    /**
     * Says what the option does, its unit and its range.
     *
     * @return one or two sentences
     */
    String value();

    /**
     * Gives the default as it would be written in a recipe; a list is written as {@code [1, 2]}.
     *
     * @return the default's text; ignored for options records, whose own components have defaults
     */
    String defaultsTo() default REQUIRED;
}
