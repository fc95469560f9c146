package dev.laneledger.app.publish;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.AddCheckpoint;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.publish.Checkpoints.Signed;
import dev.laneledger.app.publish.WitnessClient.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One witness, as this log sees it: what it saw, and how it is asked for a cosignature. */
final class WitnessLink implements AutoCloseable {
  private static final int TRIES = 4;
  private static final int SHOWN = 200;

  private final TlogPolicy.Witness witness;
  private final VerifierKey log;
  private final HashReader hashes;
  private final WitnessClient client;

  /** What the witness cosigned last, as far as is known: where the next proof begins. */
  private long old;

  WitnessLink(TlogPolicy.Witness witness, String url, VerifierKey log, HashReader hashes) {
    this.witness = witness;
    this.log = log;
    this.hashes = hashes;
    this.client = new WitnessClient(url);
  }

  /** What came of a submission. */
  sealed interface Outcome {
    /** It cosigned. */
    record Cosigned(NoteSignature cosignature) implements Outcome {}

    /** It says that it cosigned a larger tree than was submitted. */
    record Ahead(long size) implements Outcome {}

    /** It holds that the tree of that size, which it cosigned, is no prefix of the submitted. */
    record Differs(long size) implements Outcome {}
  }

  /**
   * The newest checkpoint that the witness shows and this log's key signed; empty if it shows none.
   *
   * @throws IOException if it cannot be asked, or shows what this log did not sign
   */
  Optional<Checkpoint> latest() throws IOException, InterruptedException {
    Optional<String> shown = client.latest(log.name());
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    try {
      Checkpoint seen = Checkpoint.of(SignedNote.parse(shown.get()).verify(List.of(log)));
      old = seen.size();
      return Optional.of(seen);
    } catch (NoteException e) {
      throw new IOException("it shows what this ledger's key did not sign: " + e.getMessage(), e);
    }
  }

  /**
   * Asks for a cosignature, from whatever size the witness has seen.
   *
   * @throws IOException if there is no answer, or one that does not follow the protocol
   */
  Outcome submit(Signed signed) throws IOException, InterruptedException {
    SignedNote note = SignedNote.parse(signed.note());
    long size = signed.checkpoint().size();
    for (int i = 0; i < TRIES; i++) {
      if (old > size) {
        return new Outcome.Ahead(old);
      }
      Reply reply = client.submit(new AddCheckpoint(old, proof(old, size), note));
      switch (reply.status()) {
        case 200 -> {
          old = size;
          return new Outcome.Cosigned(cosignature(note, reply));
        }
        case 409 -> {
          long before = old;
          old = size(reply);
          if (before == old) { // earlier drafts answer so where the roots differ
            return new Outcome.Differs(old);
          }
        }
        case 422 -> {
          return new Outcome.Differs(old);
        }
        default -> throw new IOException(refused(reply));
      }
    }
    throw new IOException("its latest size changed " + TRIES + " times while it was asked");
  }

  private List<Hash> proof(long from, long to) {
    return from == 0 || from == to
        ? List.of()
        : MerkleTree.proveConsistency(from, to, hashes).path();
  }

  private static long size(Reply reply) throws IOException {
    String body = reply.text();
    if (!body.matches("(0|[1-9][0-9]{0,17})\n")) {
      throw new IOException("a conflict must name a size, but says: " + brief(body));
    }
    return Long.parseLong(body.strip());
  }

  /** The answer behind the text must be a note; what others may have signed is left aside. */
  private NoteSignature cosignature(SignedNote note, Reply reply) throws IOException {
    try {
      SignedNote answered = SignedNote.parse(note.text() + "\n" + reply.text());
      return KeptCheckpoint.by(witness.key(), answered).stream()
          .findFirst()
          .orElseThrow(() ->
              new IOException("no good cosignature of " + witness.key().encode() + " is in it"));
    } catch (NoteException e) {
      throw new IOException("its answer must be signature lines: " + e.getMessage(), e);
    }
  }

  private static String refused(Reply reply) {
    String why =
        switch (reply.status()) {
          case 404 -> "it does not know this ledger: give it the ledger's verifier key";
          case 403 -> "it does not know this ledger's key: give it the verifier key";
          default -> "it refuses";
        };
    return "%s (status %d: %s)".formatted(why, reply.status(), brief(reply.text()));
  }

  private static String brief(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.substring(0, Math.min(SHOWN, line.length()));
  }

  @Override
  public void close() {
    client.close();
  }
}
