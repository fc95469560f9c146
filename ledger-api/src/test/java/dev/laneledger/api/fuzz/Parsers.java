package dev.laneledger.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.event.EntryScan;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.note.AddCheckpoint;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.EntryBundle;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.api.note.TlogProof;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.packet.HashManifest;
import dev.laneledger.api.proof.EntryProof;
import dev.laneledger.api.proof.ProofRefusedException;
import dev.laneledger.api.proof.RowProof;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * What must hold of each parser for any bytes at all: it refuses them with the exception that it
 * declares, and no other leaves it; or it reads them, and writing what it read gives the same
 * bytes.
 */
final class Parsers {
  private static final EntryScan SCAN = new EntryScan();

  /** Every parser, by the name of its corpus in upper case. */
  enum Parser {
    CANONICAL_JSON(Parsers::canonicalJson),
    DRAFT(Parsers::draft),
    ENTRY(Parsers::entry),
    NOTE(Parsers::note),
    CHECKPOINT(Parsers::checkpoint),
    KEY(Parsers::key),
    PROOF(Parsers::proof),
    ROW_PROOF(Parsers::rowProof),
    TILE(Parsers::tile),
    ENTRY_BUNDLE(Parsers::entryBundle),
    MANIFEST(Parsers::manifest),
    POLICY(Parsers::policy);

    private final Consumer<byte[]> property;

    Parser(Consumer<byte[]> property) {
      this.property = property;
    }

    /** Throws whatever is wrong. */
    void check(byte[] in) {
      property.accept(in);
    }

    /** The directory of its inputs, below {@code corpus}. */
    String corpus() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private Parsers() {}

  /** Two implementations of RFC 8785 agree, and the canonical form is its own canonical form. */
  private static void canonicalJson(byte[] in) {
    JsonNode tree;
    try {
      tree = CanonicalJson.parse(in);
    } catch (JsonRefusedException e) {
      assertThat(CanonicalJson.isCanonical(in)).isFalse();
      return;
    }
    byte[] canonical = CanonicalJson.write(tree);
    assertThat(CanonicalJson.canonicalize(canonical)).isEqualTo(canonical);
    Oracle.assertSame(tree, in, canonical);
  }

  /** What was read of a sender's event is read again from what was understood. */
  private static void draft(byte[] in) {
    EventDraft draft;
    try {
      draft = EventCodec.decodeDraft(in);
    } catch (EventRefusedException e) {
      assertThat(e.code()).isNotNull();
      return;
    }
    byte[] attributes = CanonicalJson.write(EventCodec.senderAttributes(draft));
    EventDraft again = EventCodec.decodeDraft(attributes);
    assertThat(again).isEqualTo(draft);
    assertThat(EventCodec.repeatKey(again)).isEqualTo(EventCodec.repeatKey(draft));
  }

  /** The quick reader takes nothing that the strict one does not, and sees the same in it. */
  private static void entry(byte[] in) {
    boolean scanned = SCAN.scan(in, 0, in.length);
    LedgerEvent event;
    try {
      event = EventCodec.decode(in);
    } catch (EventRefusedException e) {
      assertThat(scanned).as("scanned, but: " + e.getMessage()).isFalse();
      return;
    }
    byte[] written = EventCodec.encode(event);
    assertThat(EventCodec.decode(written)).isEqualTo(event);
    assertThat(EventCodec.encode(EventCodec.decode(written))).isEqualTo(written);
    if (scanned) {
      assertThat(written).isEqualTo(in);
      assertThat(SCAN.source()).isEqualTo(event.source());
      assertThat(SCAN.type()).isEqualTo(event.type());
      assertThat(SCAN.id(in)).isEqualTo(event.id());
      assertThat(SCAN.streamseq()).isEqualTo(event.streamseq());
      assertThat(SCAN.recordedtime()).isEqualTo(event.recordedtime());
    }
  }

  private static void note(byte[] in) {
    try {
      assertThat(utf8(SignedNote.parse(in).format())).isEqualTo(in);
    } catch (NoteException refused) {
      assertThat(refused.rule()).isNotNull();
    }
    try {
      assertThat(utf8(AddCheckpoint.parse(in).format())).isEqualTo(in);
    } catch (NoteException refused) {
      assertThat(refused.rule()).isNotNull();
    }
  }

  private static void checkpoint(byte[] in) {
    String text = text(in);
    try {
      assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
    } catch (NoteException refused) {
      assertThat(refused.rule()).isNotNull();
    }
  }

  private static void key(byte[] in) {
    String text = text(in);
    try {
      assertThat(VerifierKey.parse(text).encode()).isEqualTo(text);
    } catch (NoteException refused) {
      assertThat(refused.rule()).isNotNull();
    }
  }

  private static void proof(byte[] in) {
    String text = text(in);
    try {
      assertThat(TlogProof.parse(text).format()).isEqualTo(text);
    } catch (NoteException refused) {
      assertThat(refused.rule()).isNotNull();
    }
    try {
      assertThat(EntryProof.parse(text)).isNotNull();
    } catch (ProofRefusedException refused) {
      assertThat(refused.step()).isEqualTo(ProofRefusedException.Step.FORM);
    }
  }

  private static void rowProof(byte[] in) {
    try {
      assertThat(RowProof.parse(in).bytes()).isEqualTo(in);
    } catch (ProofRefusedException refused) {
      assertThat(refused.step()).isEqualTo(ProofRefusedException.Step.FORM);
    }
  }

  private static void tile(byte[] in) {
    String text = text(in);
    try {
      TilePath tile = TilePath.parse(text);
      assertThat(tile.path()).isEqualTo(text);
      assertThat(tile.isWithin(0)).isFalse();
    } catch (NoteException refused) {
      assertThat(refused.rule()).isNotNull();
    }
  }

  private static void entryBundle(byte[] in) {
    try {
      assertThat(EntryBundle.encode(EntryBundle.decode(in))).isEqualTo(in);
    } catch (NoteException refused) {
      assertThat(refused.rule()).isNotNull();
    }
  }

  private static void manifest(byte[] in) {
    try {
      assertThat(utf8(HashManifest.parse(in).format())).isEqualTo(in);
    } catch (IllegalArgumentException refused) {
      // any class below it would be an accident: a NumberFormatException, a NoteException
      assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }

  /** If all have witnessed the quorum has; if nobody has, only a quorum of none is content. */
  private static void policy(byte[] in) {
    try {
      TlogPolicy policy = TlogPolicy.parse(text(in));
      boolean none = policy.quorum().equals(TlogPolicy.NONE);
      assertThat(policy.isSatisfiedBy(new HashSet<>(policy.witnessKeys()))).isTrue();
      assertThat(policy.isSatisfiedBy(Set.of())).isEqualTo(none);
    } catch (NoteException refused) {
      assertThat(refused.rule()).isNotNull();
    }
  }

  /** As a file is read: what is not UTF-8 becomes a replacement character. */
  private static String text(byte[] in) {
    return new String(in, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
