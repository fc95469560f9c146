package dev.laneledger.app.detection;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.verify.EntryListener;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.app.audit.Bundle;
import dev.laneledger.app.audit.Layout;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.audit.TileFiles;
import dev.laneledger.projections.replay.BytesAndCopies;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Attacks copies of a ledger in every way of the catalogue. The package says how. */
public final class CopyDetection {
  /** So many files of a kind, and places in some, are tried by the command line. */
  public static final int MOST = 32;

  /** How an attempt ended. */
  private enum Outcome {
    KEY,
    SEEN,
    GAP,
    UNSEEN
  }

  /** A copy before any attack, and what a verification finds in it. */
  private record Base(Place place, CopyFiles files, List<Finding> findings) {}

  private final Path file;
  private final Outsiders outsiders;
  private final Checkpoint newest;
  private final List<CopyAttack> attacks;
  private final CopyFiles bundle;
  private final ReaderAttacks readers;

  private CopyDetection(Path file, CopyFiles exported) {
    List<byte[]> entries = exported.entries();
    this.file = file;
    this.outsiders = new Outsiders(origin(entries.getFirst()));
    this.newest = outsiders.checkpoint(entries);
    this.readers = new ReaderAttacks(entries);
    this.attacks =
        Stream.of(
                new SignedAttacks(outsiders, entries).all(),
                new TileAttacks(outsiders, entries).all(),
                readers.all(),
                PacketAttacks.all())
            .flatMap(List::stream)
            .toList();
    this.bundle = prepared(exported, entries);
  }

  /**
   * Attacks copies of the material.
   *
   * @param material one that verifies; it is read into memory
   * @param most so many files of a kind are tried, and places in some
   * @return in the catalogue's order, form by form
   * @throws MaterialUnusableException if no copy can be made, or the copy does not verify
   */
  public static List<CopyDetected> prove(
      LedgerMaterial material, int most, Consumer<Place> progress) {
    try {
      Path file = Files.createTempFile("lane-ledger-", ".zip");
      try {
        return of(material, most, file).run(progress);
      } finally {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new MaterialUnusableException("cannot copy the ledger: " + e.getMessage(), e);
    }
  }

  private static CopyDetection of(LedgerMaterial material, int most, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      Bundle.write(material, out);
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (TileFiles zip = TileFiles.bundle(file)) {
      zip.names("", name -> files.put(name, zip.read(name).orElseThrow()));
    }
    return new CopyDetection(file, new CopyFiles(files, most));
  }

  private static String origin(byte[] genesis) {
    if (EventCodec.decode(genesis).payload() instanceof LedgerData.Created created) {
      return created.origin();
    }
    throw new MaterialUnusableException("entry 0 must create the ledger: see ledger verify");
  }

  /** Signed, cosigned, stamped and with a policy, all by the throw-away keys. */
  private CopyFiles prepared(CopyFiles exported, List<byte[]> entries) {
    Checkpoint older = outsiders.checkpoint(entries.subList(0, (entries.size() + 1) / 2));
    return exported
        .only(name -> !name.startsWith(Layout.TIMESTAMPS))
        .with(stamp(older), outsiders.stamped(older))
        .with(stamp(newest), outsiders.stamped(newest))
        .with(Layout.POLICY, outsiders.policy().getBytes(StandardCharsets.UTF_8))
        .with(Layout.CHECKPOINT, outsiders.signed(newest));
  }

  private static String stamp(Checkpoint checkpoint) {
    return Layout.TIMESTAMPS + checkpoint.size() + Layout.TIMESTAMP_END;
  }

  /** What such a form of the copy holds, as far as anybody looks for it. */
  private CopyFiles files(Place place) {
    return switch (place) {
      case BUNDLE -> bundle;
      case TREE -> bundle.only(this::isPublished);
      case HASHES -> bundle.only(name -> isPublished(name) && !name.startsWith(Layout.ENTRIES));
    };
  }

  private boolean isPublished(String name) {
    return name.equals(Layout.CHECKPOINT)
        || name.equals(stamp(newest))
        || name.startsWith(Layout.TILES)
        || readers.isNamed(name);
  }

  private List<CopyDetected> run(Consumer<Place> progress) {
    List<CopyDetected> detected = new ArrayList<>();
    for (Place place : Place.values()) {
      progress.accept(place);
      CopyFiles files = files(place);
      Base base = new Base(place, files, findings(() -> open(place, files), outsiders.pins()));
      if (isNoticed(base.findings())) {
        throw new MaterialUnusableException(
            "detection is proven on a ledger that verifies, but a copy of this one has findings: see ledger verify");
      }
      attacks.stream()
          .filter(attack -> attack.places().contains(place))
          .map(attack -> carryOut(attack, base))
          .forEach(detected::add);
      if (place == Place.BUNDLE) {
        detected.add(carryOutOnZip(base));
      }
    }
    return detected;
  }

  private CopyDetected carryOut(CopyAttack attack, Base base) {
    int[] counts = new int[Outcome.values().length];
    attack
        .attempts()
        .apply(base.files())
        .forEach(attempt -> counts[outcome(base, () -> open(base.place(), attempt)).ordinal()]++);
    return detected(base.place(), attack.what(), attack.promise(), attack.why(), counts);
  }

  private static CopyDetected detected(
      Place place, String what, Promise promise, String why, int[] counts) {
    int tried = 0;
    for (int count : counts) {
      tried += count;
    }
    return new CopyDetected(
        place,
        what,
        promise,
        why,
        tried,
        counts[Outcome.KEY.ordinal()],
        counts[Outcome.SEEN.ordinal()],
        counts[Outcome.GAP.ordinal()]);
  }

  /** Any byte of the zip, its own records included. */
  private CopyDetected carryOutOnZip(Base base) {
    int[] counts = new int[Outcome.values().length];
    byte[] zip = zip(base.files());
    base.files()
        .places(zip.length)
        .forEach(at -> {
          byte[] changed = zip.clone();
          changed[at] ^= 1;
          counts[outcome(base, () -> open(changed)).ordinal()]++;
        });
    return detected(
        Place.BUNDLE,
        "any one byte of the whole file is changed",
        Promise.GAP,
        "what nothing rests on is a gap",
        counts);
  }

  private Outcome outcome(Base base, Supplier<OfflineLedger> attempt) {
    try {
      List<Finding> findings = findings(attempt, outsiders.pins());
      if (isNoticed(findings)) {
        return Outcome.KEY;
      }
      if (isNoticed(findings(attempt, outsiders.pins().withSeen(newest)))) {
        return Outcome.SEEN;
      }
      return findings.equals(base.findings()) ? Outcome.UNSEEN : Outcome.GAP;
    } catch (MaterialUnusableException e) {
      return Outcome.KEY;
    }
  }

  private static List<Finding> findings(Supplier<OfflineLedger> copy, Pins pins) {
    try (OfflineLedger ledger = copy.get()) {
      return BytesAndCopies.verify(ledger, pins, EntryListener.NONE).findings();
    }
  }

  private static boolean isNoticed(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> !(finding instanceof Finding.Gap));
  }

  private OfflineLedger open(Place place, CopyFiles files) {
    return place == Place.BUNDLE ? open(zip(files)) : OfflineLedger.tiles(new TreeFiles(files));
  }

  private OfflineLedger open(byte[] zip) {
    try {
      return OfflineLedger.bundle(Files.write(file, zip));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(CopyFiles files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      files.zip(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
