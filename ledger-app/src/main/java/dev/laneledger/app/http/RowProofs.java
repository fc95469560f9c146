package dev.laneledger.app.http;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.merkle.InclusionProof;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.TlogProof;
import dev.laneledger.api.proof.RowProof;
import dev.laneledger.app.publish.PublishedTree;
import dev.laneledger.app.readmodel.Attested;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.app.readmodel.LedgerView;
import dev.laneledger.projections.Row;
import dev.laneledger.projections.StateHash;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes proofs of rows from the newest attestation that states the projection of the program and is
 * covered by the newest signed checkpoint.
 */
final class RowProofs {
  private final LedgerQueries queries;
  private final PublishedTree tree;

  RowProofs(LedgerQueries queries, PublishedTree tree) {
    this.queries = queries;
    this.tree = tree;
  }

  /** An attestation with the proof of its entry. */
  private record Covered(Attested attested, TlogProof proof) {}

  /**
   * The proof of that row as it was last attested.
   *
   * @throws ProblemException {@code NOT_ATTESTED} if the row is there, but in no state that is
   *     attested and covered; {@code NOT_FOUND} if there is no such row
   */
  RowProof of(ProgramSeen seen, String projection, String key) {
    Covered covered =
        covered(seen, projection).orElseThrow(() -> notAttested(seen, projection, key));
    List<Row> rows = rows(seen, projection, covered.attested().size() - 1);
    if (!StateHash.of(rows).equals(covered.attested().stateHash())) {
      throw new IllegalStateException(
          "%s of %s after %d entries must have the attested state %s, but has %s: delete views.db"
              .formatted(
                  projection,
                  seen.program(),
                  covered.attested().size(),
                  covered.attested().stateHash(),
                  StateHash.of(rows)));
    }
    int index =
        IntStream.range(0, rows.size())
            .filter(i -> rows.get(i).key().equals(key))
            .findFirst()
            .orElseThrow(() -> notAttested(seen, projection, key));
    InclusionProof path =
        MerkleTree.prove(
            index, rows.size(), MerkleTree.over(rows.stream().map(Row::leaf).toList()));
    RowProof.Row row = new RowProof.Row(key, rows.get(index).value());
    return RowProof.of(seen.program(), projection, row, path, covered.proof().format());
  }

  /** Whether the row is in the newest state as it was attested. */
  boolean isCurrent(ProgramSeen seen, String projection, RowProof.Row row) {
    return rows(seen, projection, seen.position()).stream()
        .anyMatch(now -> now.key().equals(row.key()) && now.value().equals(row.value()));
  }

  private List<Row> rows(ProgramSeen seen, String projection, long seq) {
    LedgerView view = seq == seen.position() ? seen.view() : queries.viewAt(seen.program(), seq);
    return view.state().program(seen.program()).rows(projection);
  }

  /** The newest of all is mostly covered; while it is not yet, the newest that is. */
  private Optional<Covered> covered(ProgramSeen seen, String projection) {
    return Optional.ofNullable(seen.attested(projection))
        .flatMap(this::covered)
        .or(() -> {
          long last = Math.min(tree.size() - 1, seen.position());
          return Optional.ofNullable(
                  queries.viewAt(seen.program(), last).attested(seen.program(), projection))
              .flatMap(this::covered);
        });
  }

  private Optional<Covered> covered(Attested attested) {
    Entry entry = queries.attestation(attested.size()).orElseThrow();
    return tree.proof(entry).map(proof -> new Covered(attested, proof));
  }

  private ProblemException notAttested(ProgramSeen seen, String projection, String key) {
    boolean known =
        rows(seen, projection, seen.position()).stream().anyMatch(row -> row.key().equals(key));
    if (!known) {
      return Paths.notFound(
          "the program %s has no row %s in %s".formatted(seen.program(), key, projection));
    }
    return new ProblemException(
        Problem.of(
                ReasonCode.NOT_ATTESTED,
                "an attested state that a signed checkpoint covers must hold the row %s of %s, but none does yet"
                    .formatted(key, projection))
            .withHeader("Retry-After", "5"));
  }
}
