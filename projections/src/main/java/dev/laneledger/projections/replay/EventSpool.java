package dev.laneledger.projections.replay;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.LedgerEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Many events in little memory: blocks of them, one behind the other, as deflated canonical bytes.
 * As objects they take some twenty times as much. What was added together is read fastest.
 */
final class EventSpool {
  private static final int BLOCK = 256;

  private final List<byte[]> blocks = new ArrayList<>();
  private final List<byte[]> newest = new ArrayList<>(BLOCK);

  /** The block that was read last, and its entries. */
  private int openBlock = -1;

  private final byte[][] open = new byte[BLOCK][];

  /** An empty list that keeps its events here. Whoever adds to it adds behind all others. */
  Spooled list() {
    return new Spooled();
  }

  private int add(byte[] entry) {
    newest.add(entry);
    int position = blocks.size() * BLOCK + newest.size() - 1;
    if (newest.size() == BLOCK) {
      blocks.add(pack(newest));
      newest.clear();
    }
    return position;
  }

  private LedgerEvent get(int position) {
    int block = position / BLOCK;
    if (block == blocks.size()) {
      return EventCodec.decode(newest.get(position % BLOCK));
    }
    if (block != openBlock) {
      unpack(blocks.get(block), open);
      openBlock = block;
    }
    return EventCodec.decode(open[position % BLOCK]);
  }

  private static byte[] pack(List<byte[]> entries) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out =
        new DataOutputStream(new DeflaterOutputStream(packed, deflater, 1 << 13))) {
      for (byte[] entry : entries) {
        out.writeInt(entry.length);
        out.write(entry);
      }
    } catch (IOException e) { // into memory
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  private static void unpack(byte[] packed, byte[][] entries) {
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
      for (int i = 0; i < entries.length; i++) {
        entries[i] = in.readNBytes(in.readInt());
      }
    } catch (IOException e) { // of what was packed here
      throw new UncheckedIOException(e);
    }
  }

  /** Events one behind the other, of which only the bytes are kept. */
  final class Spooled extends AbstractList<LedgerEvent> implements RandomAccess {
    private int[] positions = new int[8];
    private int size;

    /** One more by its canonical bytes. */
    void add(byte[] entry) {
      if (size == positions.length) {
        positions = Arrays.copyOf(positions, 2 * size);
      }
      positions[size++] = EventSpool.this.add(entry);
    }

    @Override
    public LedgerEvent get(int index) {
      return EventSpool.this.get(positions[Objects.checkIndex(index, size)]);
    }

    @Override
    public int size() {
      return size;
    }
  }
}
