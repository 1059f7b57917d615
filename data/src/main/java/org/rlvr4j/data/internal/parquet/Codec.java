package org.rlvr4j.data.internal.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks pages. */
final class Codec {

    private static final int UNCOMPRESSED = 0;
    private static final int SNAPPY = 1;
    private static final int GZIP = 2;
    private static final int ZSTD = 6;
    private static final int LZ4_RAW = 7;
    private static final String[] NAMES = {"UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW"};

    private Codec() {}

    /**
     * Unpacks bytes.
     *
     * @param codec its number in Parquet's metadata
     * @param packed the bytes
     * @param length how many there are once they are unpacked
     */
    static byte[] unpack(int codec, byte[] packed, int length) throws DamagedFileException {
        return switch (codec) {
            case UNCOMPRESSED -> exact(packed, length);
            case SNAPPY -> unpack(new SnappyDecompressor(), packed, length);
            case ZSTD -> unpack(new ZstdDecompressor(), packed, length);
            case LZ4_RAW -> unpack(new Lz4Decompressor(), packed, length);
            case GZIP -> gunzip(packed, length);
            default ->
                throw new DamagedFileException("the codec "
                        + (codec > 0 && codec < NAMES.length ? NAMES[codec] : Integer.toString(codec))
                        + " is not read; UNCOMPRESSED, SNAPPY, GZIP, ZSTD and LZ4_RAW are");
        };
    }

    private static byte[] exact(byte[] bytes, int length) throws DamagedFileException {
        if (bytes.length != length) {
            throw new DamagedFileException("a page has " + bytes.length + " bytes in place of " + length);
        }
        return bytes;
    }

    private static byte[] unpack(Decompressor decompressor, byte[] packed, int length) throws DamagedFileException {
        byte[] unpacked = new byte[length];
        try {
            int written = decompressor.decompress(packed, 0, packed.length, unpacked, 0, length);
            if (written != length) {
                throw new DamagedFileException("a page unpacks to " + written + " bytes in place of " + length);
            }
        } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedFileException("a page cannot be unpacked");
        }
        return unpacked;
    }

    private static byte[] gunzip(byte[] packed, int length) throws DamagedFileException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            // one more than there should be shows that there are more
            return exact(in.readNBytes(length + 1), length);
        } catch (DamagedFileException e) {
            throw e;
        } catch (IOException e) {
            throw new DamagedFileException("a page cannot be unpacked");
        }
    }
}
