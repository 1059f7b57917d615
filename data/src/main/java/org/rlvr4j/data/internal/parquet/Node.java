package org.rlvr4j.data.internal.parquet;

import java.util.ArrayList;
import java.util.List;

/** A column, or a group of columns, with the levels at which it is there (Dremel's definition and repetition levels). */
final class Node {

    static final int REQUIRED = 0;
    static final int OPTIONAL = 1;
    static final int REPEATED = 2;

    static final int NO_CONVERSION = -1;
    private static final int MAP = 1;
    private static final int MAP_KEY_VALUE = 2;
    private static final int LIST = 3;
    static final int DECIMAL = 5;

    private static final int MAX_COLUMNS = 10_000;
    private static final int MAX_DEPTH = 64;

    final String name;
    final int repetition;
    final int definitionLevel;
    final int repetitionLevel;
    final boolean isGroup;
    final int type;
    final int typeLength;
    final int conversion;
    final int scale;
    final List<Node> children = new ArrayList<>();

    /** Of a leaf: its number among the file's columns. Of a group: that of its first leaf. */
    int leaf;

    private Node(ThriftStruct element, int definition, int repeated, boolean isRoot) throws DamagedFileException {
        name = element.text(4);
        repetition = isRoot ? REQUIRED : (int) element.number(3, REQUIRED);
        if (repetition < REQUIRED || repetition > REPEATED) {
            throw new DamagedFileException("the schema has a column of an unknown repetition, " + repetition);
        }
        definitionLevel = definition + (repetition == REQUIRED ? 0 : 1);
        repetitionLevel = repeated + (repetition == REPEATED ? 1 : 0);
        isGroup = !element.has(1);
        type = (int) element.number(1, -1);
        typeLength = (int) element.number(2, 0);
        ThriftStruct logical = element.struct(10);
        ThriftStruct decimal = logical == null ? null : logical.struct(DECIMAL);
        conversion = decimal != null ? DECIMAL : conversion(element, logical);
        scale = (int) (decimal == null ? element.number(7, 0) : decimal.number(1, 0));
        if (scale < 0 || scale > 1000 || typeLength < 0) {
            throw new DamagedFileException("the schema has a column with a scale or a length out of range");
        }
    }

    /** Newer files may have the logical type alone: its fields 2 and 3 are map and list. */
    private static int conversion(ThriftStruct element, @org.jspecify.annotations.Nullable ThriftStruct logical) {
        int converted = (int) element.number(6, NO_CONVERSION);
        if (converted == NO_CONVERSION && logical != null) {
            return logical.has(2) ? MAP : logical.has(3) ? LIST : NO_CONVERSION;
        }
        return converted;
    }

    /** Reads the schema: a list in depth-first order. */
    static Node root(List<ThriftStruct> elements, List<Node> leaves) throws DamagedFileException {
        if (elements.isEmpty() || elements.size() > MAX_COLUMNS) {
            throw new DamagedFileException(
                    "the schema has " + elements.size() + " elements, from 1 to " + MAX_COLUMNS + " are allowed");
        }
        Reader reader = new Reader(elements, leaves);
        Node root = reader.next(0, 0, 0);
        if (reader.position != elements.size()) {
            throw new DamagedFileException("the schema has elements that belong to no group");
        }
        return root;
    }

    private static final class Reader {
        private final List<ThriftStruct> elements;
        private final List<Node> leaves;
        private int position;

        Reader(List<ThriftStruct> elements, List<Node> leaves) {
            this.elements = elements;
            this.leaves = leaves;
        }

        Node next(int definition, int repeated, int depth) throws DamagedFileException {
            if (position == elements.size() || depth > MAX_DEPTH) {
                throw new DamagedFileException("the schema is not whole, or nested too deeply");
            }
            ThriftStruct element = elements.get(position++);
            Node node = new Node(element, definition, repeated, depth == 0);
            node.leaf = leaves.size();
            if (!node.isGroup) {
                leaves.add(node);
                return node;
            }
            long children = element.number(5, 0);
            if (children < 1 || children > elements.size()) {
                throw new DamagedFileException("the schema has a group of " + children + " columns");
            }
            for (long i = 0; i < children; i++) {
                node.children.add(next(node.definitionLevel, node.repetitionLevel, depth + 1));
            }
            return node;
        }
    }

    /** Whether it is a group around one repeated child, whose elements are a list. */
    boolean isList() {
        return conversion == LIST && hasOneRepeatedChild();
    }

    /** Whether it is a group around repeated pairs of a key and a value. */
    boolean isMap() {
        return (conversion == MAP || conversion == MAP_KEY_VALUE)
                && hasOneRepeatedChild()
                && children.get(0).children.size() == 2;
    }

    private boolean hasOneRepeatedChild() {
        return isGroup && children.size() == 1 && children.get(0).repetition == REPEATED;
    }

    /** Whether a list's repeated child is itself the element, as older writers have it, and not a group around it. */
    boolean isElement(Node list) {
        return !isGroup || children.size() > 1 || name.equals("array") || name.equals(list.name + "_tuple");
    }
}
