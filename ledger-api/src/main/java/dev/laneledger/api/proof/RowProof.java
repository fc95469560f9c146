package dev.laneledger.api.proof;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.InclusionProof;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.proof.ProofRefusedException.Step;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The proof of one row of a projection's state; the package gives the document.
 *
 * @param format {@link #FORMAT}
 * @param index 0-based position of the row among those of the state
 * @param rows number of rows of the state
 * @param path sibling hashes from the row's leaf to the state hash
 * @param entryProof text of the proof of the entry that attests the state
 */
public record RowProof(
    String format,
    String program,
    String projection,
    Row row,
    long index,
    long rows,
    List<Hash> path,
    String entryProof) {
  public static final String FORMAT = "laneledger/row-proof/1";

  /** A key and its value, as they are hashed. */
  public record Row(String key, ObjectNode value) {
    Hash leaf() {
      return MerkleTree.leafHash(CanonicalJson.write(EventJson.toTree(this)));
    }
  }

  public RowProof {
    path = List.copyOf(path);
  }

  /** A proof of this format. */
  public static RowProof of(
      String program, String projection, Row row, InclusionProof inclusion, String entryProof) {
    return new RowProof(
        FORMAT,
        program,
        projection,
        row,
        inclusion.index(),
        inclusion.size(),
        inclusion.path(),
        entryProof);
  }

  /**
   * The inverse of {@link #bytes()}.
   *
   * @throws ProofRefusedException (FORM) if the bytes are in any other form
   */
  public static RowProof parse(byte[] json) {
    try {
      RowProof proof = EventJson.fromTree(CanonicalJson.parseCanonical(json), RowProof.class);
      if (!proof.format.equals(FORMAT)) {
        throw new ProofRefusedException(
            Step.FORM, "a proof must be of a format that is known", FORMAT, proof.format);
      }
      EntryProof.parse(proof.entryProof);
      return proof;
    } catch (JsonRefusedException e) {
      throw ProofRefusedException.form("canonical JSON, to the byte as the ledger sent it", e);
    } catch (EventRefusedException e) {
      throw ProofRefusedException.form("a row proof, but wrong at " + e.pointer(), e);
    }
  }

  /** The document. */
  public byte[] bytes() {
    return CanonicalJson.write(EventJson.toTree(this));
  }

  /**
   * Verifies everything from the row up to the signature.
   *
   * @param key the log's, from somewhere else than the proof
   * @throws ProofRefusedException naming the first step that fails
   */
  public ProvenRow verify(VerifierKey key) {
    return proven(EntryProof.parse(entryProof).verify(key));
  }

  /**
   * As {@link EntryProof#verifyUnsigned()}.
   *
   * @throws ProofRefusedException naming the first step that fails
   */
  public ProvenRow verifyUnsigned() {
    return proven(EntryProof.parse(entryProof).verifyUnsigned());
  }

  private ProvenRow proven(ProvenEntry entry) {
    LedgerData.StateAttested attested = attestation(entry);
    SortedMap<String, Hash> states = attested.programs().getOrDefault(program, new TreeMap<>());
    Hash stateHash = states.get(projection);
    if (stateHash == null) {
      throw notAttested(
          "the attestation must name the row's projection",
          projection + " of " + program,
          names(attested));
    }
    EntryProof.requireRoot(
        Step.ROW,
        "the path must lead from the row to the attested state hash",
        stateHash,
        new InclusionProof(index, rows, path).rootFrom(row.leaf()));
    return new ProvenRow(entry, program, projection, row, attested.size(), stateHash);
  }

  private static LedgerData.StateAttested attestation(ProvenEntry entry) {
    LedgerEvent event = entry.event();
    boolean byLedger =
        event.source().equals(StreamId.ATTESTATIONS)
            && event.actor().equals(LedgerEvent.LEDGER_ACTOR);
    if (!byLedger || !(event.payload() instanceof LedgerData.StateAttested attested)) {
      throw notAttested(
          "the entry must be the ledger's own attestation",
          "ledger.state-attested in " + StreamId.ATTESTATIONS.path(),
          event.type().shortName() + " in " + event.source().path() + " by " + event.actor());
    }
    if (attested.size() > entry.seq()) {
      throw notAttested(
          "an attestation must be of entries before it",
          "a size up to " + entry.seq(),
          Long.toString(attested.size()));
    }
    return attested;
  }

  private static String names(LedgerData.StateAttested attested) {
    return attested.programs().entrySet().stream()
        .map(RowProof::names)
        .reduce((a, b) -> a + "; " + b)
        .orElse("no program");
  }

  private static String names(Map.Entry<String, SortedMap<String, Hash>> program) {
    return String.join(", ", program.getValue().keySet()) + " of " + program.getKey();
  }

  private static ProofRefusedException notAttested(String rule, String expected, String actual) {
    return new ProofRefusedException(Step.ATTESTATION, rule, expected, actual);
  }
}
