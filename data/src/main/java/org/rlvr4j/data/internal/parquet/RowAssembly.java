package org.rlvr4j.data.internal.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Puts rows together from columns, by their levels. */
final class RowAssembly {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Node root;
    private final List<ColumnChunk> columns;

    RowAssembly(Node root, List<ColumnChunk> columns) {
        this.root = root;
        this.columns = columns;
    }

    ObjectNode next() throws DamagedFileException {
        return group(root);
    }

    /** Whether every column is at its end. */
    boolean isAtEnd() {
        return columns.stream().noneMatch(ColumnChunk::hasNext);
    }

    private ObjectNode group(Node node) throws DamagedFileException {
        ObjectNode object = JSON.objectNode();
        for (Node child : node.children) {
            object.set(child.name, value(child));
        }
        return object;
    }

    private JsonNode value(Node node) throws DamagedFileException {
        if (node.repetition == Node.REPEATED) {
            return repeated(node, node);
        }
        if (node.repetition == Node.OPTIONAL && columns.get(node.leaf).definition() < node.definitionLevel) {
            pass(node);
            return NullNode.instance;
        }
        return content(node);
    }

    private JsonNode content(Node node) throws DamagedFileException {
        if (!node.isGroup) {
            JsonNode value = columns.get(node.leaf).take();
            return value == null ? NullNode.instance : value;
        }
        if (node.isList()) {
            return repeated(node.children.get(0), node);
        }
        return node.isMap() ? map(node.children.get(0)) : group(node);
    }

    /** The elements of a repeated node; in a list, those of the group around them. */
    private ArrayNode repeated(Node node, Node list) throws DamagedFileException {
        ArrayNode array = JSON.arrayNode();
        ColumnChunk first = columns.get(node.leaf);
        if (first.definition() < node.definitionLevel) {
            pass(node);
            return array;
        }
        boolean wrapped = list.repetition != Node.REPEATED && list.isList() && !node.isElement(list);
        do {
            array.add(wrapped ? value(node.children.get(0)) : content(node));
        } while (first.hasNext() && first.repetition() == node.repetitionLevel);
        return array;
    }

    private ObjectNode map(Node pair) throws DamagedFileException {
        ObjectNode object = JSON.objectNode();
        ColumnChunk first = columns.get(pair.leaf);
        if (first.definition() < pair.definitionLevel) {
            pass(pair);
            return object;
        }
        do {
            JsonNode key = value(pair.children.get(0));
            object.set(key.asText(), value(pair.children.get(1)));
        } while (first.hasNext() && first.repetition() == pair.repetitionLevel);
        return object;
    }

    /** Passes over the one entry that each column under a node has for what is not there. */
    private void pass(Node node) throws DamagedFileException {
        if (!node.isGroup) {
            columns.get(node.leaf).take();
        }
        for (Node child : node.children) {
            pass(child);
        }
    }
}
