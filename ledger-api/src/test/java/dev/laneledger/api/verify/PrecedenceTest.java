package dev.laneledger.api.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.CosignerKey;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.TlogPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two faults at once: whichever was made first, the findings come in the order that is stated. */
final class PrecedenceTest {
  private static final CosignerKey WITNESS =
      CosignerKey.fromSeed("witness.example/w", new byte[32]);
  private static final String WITNESSES = "witness w " + WITNESS.verifierKey().encode() + "\n";

  /** A ledger and what is known of it from outside. */
  private static final class Case {
    final SmallLedger ledger = new SmallLedger(SmallLedger.Kept.BARE);
    SignerKey signer = SmallLedger.LOG_KEY;
    String origin = SmallLedger.ORIGIN;
    Hash root = MerkleTree.rootOf(SmallLedger.ENTRIES.stream().map(MerkleTree::leafHash).toList());
    String cosigned = "";
    boolean pinned = true;
    String policy = "";
    @Nullable Checkpoint seen;

    VerificationReport verify() {
      Checkpoint checkpoint = new Checkpoint(origin, SmallLedger.SIZE, root);
      SignedNote note = SignedNote.sign(checkpoint.text(), signer);
      if (!cosigned.isEmpty()) {
        note = note.with(List.of(WITNESS.sign(cosigned, 1)));
      }
      ledger.checkpoint = SmallLedger.utf8(note.format());
      Pins pins =
          new Pins(
              pinned ? SmallLedger.LOG_KEY.verifierKey() : null,
              policy.isEmpty() ? null : TlogPolicy.parse(policy),
              TimestampCheck.NONE,
              seen);
      return LedgerVerifier.verify(ledger, pins, entry -> {});
    }
  }

  /** In the stated order. */
  private static Map<String, Consumer<Case>> faults() {
    Map<String, Consumer<Case>> faults = new LinkedHashMap<>();
    faults.put("FORM", c -> c.ledger.change(4, SmallLedger.utf8("{}")));
    faults.put("TRUNCATED", c -> c.ledger.stored.removeLast());
    faults.put(
        "CHECKPOINT_ORIGIN",
        c -> {
          c.origin = "laneledger.local/other";
          c.signer = SmallLedger.key(c.origin, (byte) 7);
        });
    faults.put("CHECKPOINT_SIGNATURE", c -> c.signer = SmallLedger.key(c.origin, (byte) 8));
    faults.put(
        "COSIGNATURE",
        c -> {
          c.cosigned = "another text\n";
          c.policy = WITNESSES + "quorum w\n";
        });
    faults.put("QUORUM", c -> c.policy = WITNESSES + "quorum w\n");
    faults.put("POLICY", c -> c.ledger.parts.put("policy", SmallLedger.utf8("none\n")));
    faults.put("TIMESTAMP", c -> c.ledger.parts.put("timestamps/99.tsr", new byte[1]));
    faults.put("SEEN", c -> c.seen = new Checkpoint(SmallLedger.ORIGIN, 3, Hash.sha256()));
    faults.put("ROOT", c -> c.root = Hash.sha256());
    faults.put("TILES", c -> c.ledger.flaws.add(ledger(LedgerRule.TILES)));
    faults.put(
        "BLOB", c -> c.ledger.blobs.put(Hash.sha256(new byte[9]), SmallLedger.utf8("other")));
    faults.put(
        "PACK_COPY",
        c -> {
          c.ledger.parts.put("packs/small.yaml", SmallLedger.utf8("other"));
        });
    faults.put(
        "PACKET_COPY",
        c -> {
          c.ledger.copies();
          c.ledger.parts.put("packets/P/L/README.md", SmallLedger.utf8("other"));
        });
    faults.put("COPY_EXTRA", c -> c.ledger.parts.put("reports/x", new byte[0]));
    faults.put("INDEX_EXTRA", c -> c.ledger.flaws.add(ledger(LedgerRule.INDEX_EXTRA)));
    faults.put("NO_PINNED_KEY", c -> c.pinned = false);
    faults.put(
        "NO_ENTRIES",
        c -> {
          c.ledger.kept = SmallLedger.Kept.TILES;
          c.ledger.hashesOnly = true;
        });
    faults.put(
        "UNCOVERED",
        c -> {
          byte[] late = SmallLedger.forged("late", 6, "2026-03-01T11:00:00.000Z");
          c.ledger.stored.add(StoredEntry.bare(c.ledger.stored.size(), late));
        });
    faults.put("NO_WITNESS", c -> c.policy = "quorum none\n");
    faults.put(
        "UNWITNESSED",
        c -> c.ledger.parts.put("policy", SmallLedger.utf8(WITNESSES + "quorum w\n")));
    faults.put("TIMESTAMP_UNKNOWN", c -> c.ledger.parts.put("timestamps/2.tsr", new byte[1]));
    faults.put("BLOB_MISSING", c -> c.ledger.blobs.remove(Hash.sha256(SmallLedger.PACK)));
    faults.put(
        "COPY_MISSING",
        c -> {
          c.ledger.kept = SmallLedger.Kept.TILES;
          c.ledger.export = true;
        });
    faults.put(
        "CONTAINER",
        c -> c.ledger.flaws.add(new Finding.Gap(GapKind.CONTAINER, Finding.NO_ENTRY, "", "", "")));
    return faults;
  }

  private static Finding ledger(LedgerRule rule) {
    return new Finding.OfLedger(rule, Finding.NO_ENTRY, "", "", "");
  }

  static Stream<Arguments> pairs() {
    List<String> kinds = List.copyOf(faults().keySet());
    List<Arguments> pairs = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      for (int j = i + 1; j < kinds.size(); j++) {
        if (!(kinds.get(i).equals("TRUNCATED") && kinds.get(j).equals("UNCOVERED"))) {
          pairs.add(Arguments.of(kinds.get(i), kinds.get(j))); // too few and too many at once
        }
      }
    }
    return pairs.stream();
  }

  private static List<String> kinds(String... made) {
    Case with = new Case();
    Map<String, Consumer<Case>> faults = faults();
    Stream.of(made).forEach(kind -> faults.getOrDefault(kind, c -> {}).accept(with));
    return with.verify().findings().stream().map(Finding::kind).toList();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void two_faults_come_in_the_stated_order(String first, String second) {
    for (List<String> found : List.of(kinds(first, second), kinds(second, first))) {
      if (found.contains(first) && found.contains(second)) {
        assertThat(found.indexOf(first)).isLessThan(found.indexOf(second));
      }
      assertThat(found).as("neither may hide both").containsAnyOf(first, second);
    }
  }

  @Test
  void most_pairs_of_faults_show_both() {
    long both =
        pairs()
            .filter(pair -> {
              String[] made = {(String) pair.get()[0], (String) pair.get()[1]};
              return kinds(made).containsAll(List.of(made));
            })
            .count();

    assertThat(both).isGreaterThan(pairs().count() * 85 / 100);
  }

  @Test
  void each_fault_alone_is_found_first() {
    faults().keySet().forEach(kind -> assertThat(kinds(kind)).first().isEqualTo(kind));
  }
}
