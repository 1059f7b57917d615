package org.rlvr4j.data.internal.parquet;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.data.row.RowSink;

/** Reads the rows of a Parquet file, one row group after the other. */
public final class ParquetRows {

    private static final int MAGIC = 0x31524150; // PAR1
    private static final int FOOTER_END = 8;
    private static final int MAX_FOOTER_BYTES = 1 << 26;

    private ParquetRows() {}

    /**
     * Reads a file. What is damaged ends the reading: the rows before it are given, and the place is reported.
     *
     * @param path the file
     * @param sink receives the rows
     * @throws IOException if the file cannot be read from the disk
     */
    public static void read(Path path, RowSink sink) throws IOException {
        long[] row = {0};
        String where = "the file";
        try (FileChannel file = FileChannel.open(path)) {
            ThriftStruct footer = footer(file);
            List<Node> leaves = new ArrayList<>();
            Node root = Node.root(footer.structs(2, "schema"), leaves);
            for (ThriftStruct group : footer.structs(4, "row groups")) {
                where = "row " + (row[0] + 1) + " or after";
                rows(group(file, group, root, leaves), group.number(3, "number of rows"), sink, row);
            }
            if (row[0] != footer.number(3, "number of rows")) {
                sink.broken("the file", "has " + row[0] + " rows, and says that it has " + footer.number(3, 0));
            }
        } catch (DamagedFileException e) {
            sink.broken(where, "damaged Parquet: " + e.getMessage() + "; the rest of the file is not read");
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
            sink.broken(where, "damaged Parquet: a page ends too early; the rest of the file is not read");
        }
    }

    private static ThriftStruct footer(FileChannel file) throws IOException {
        long size = file.size();
        if (size < 4 + FOOTER_END) {
            throw new DamagedFileException("the file is too short");
        }
        ByteBuffer end = at(file, size - FOOTER_END, FOOTER_END);
        int length = end.getInt();
        int magic = end.getInt();
        if (magic != MAGIC || at(file, 0, 4).getInt() != MAGIC) {
            throw new DamagedFileException("the file does not begin and end with PAR1, or is encrypted");
        }
        if (length < 1 || length > size - FOOTER_END - 4 || length > MAX_FOOTER_BYTES) {
            throw new DamagedFileException("the footer would have " + length + " bytes of a file of " + size
                    + ", at most " + MAX_FOOTER_BYTES + " are allowed");
        }
        return ThriftStruct.read(at(file, size - FOOTER_END - length, length));
    }

    private static ByteBuffer at(FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new DamagedFileException("the file ends too early");
            }
        }
        return bytes.flip();
    }

    private static RowAssembly group(FileChannel file, ThriftStruct group, Node root, List<Node> leaves)
            throws IOException {
        List<ThriftStruct> chunks = group.structs(1, "columns");
        if (chunks.size() != leaves.size()) {
            throw new DamagedFileException(
                    "a row group has " + chunks.size() + " columns, the schema " + leaves.size());
        }
        List<ColumnChunk> columns = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            columns.add(ColumnChunk.read(file, leaves.get(i), chunks.get(i)));
        }
        return new RowAssembly(root, columns);
    }

    private static void rows(RowAssembly assembly, long count, RowSink sink, long[] row) throws DamagedFileException {
        if (count < 0 || count > ColumnChunk.MAX_VALUES) {
            throw new DamagedFileException("a row group of " + count + " rows");
        }
        for (long i = 0; i < count; i++) {
            sink.row("row " + (row[0] + 1), assembly.next());
            row[0]++;
        }
        if (!assembly.isAtEnd()) {
            throw new DamagedFileException("columns go on after the rows of their group");
        }
    }
}
