package dev.laneledger.app.cli;

import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.proof.EntryProof;
import dev.laneledger.api.proof.ProofRefusedException;
import dev.laneledger.api.proof.ProofRefusedException.Step;
import dev.laneledger.api.proof.RowProof;
import dev.laneledger.api.verify.Trust;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.app.cli.ProofVerdict.Proven;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger verify-proof}: checks the proof of one entry or one row, offline. */
@Command(
    name = "verify-proof",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a proof that a ledger gave away, without the ledger.",
      "FILE is the answer of /v1/events/SEQ/proof, or of …/blockers/ID/proof and its like.",
      "Exit 0: proven under the given key; 1: it proves nothing; 2: unusable input; 3: no key."
    })
final class VerifyProofCommand implements Callable<Integer> {
  private static final long MOST_BYTES = 4 << 20;

  @Parameters(paramLabel = "FILE", description = "the proof")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "VKEY",
      converter = AuditOptions.KeyConverter.class,
      description = {
        "the log's verifier key, name+id+base64, from somewhere else than the proof;",
        "without it nobody vouches for what the proof says, which is a gap"
      })
  private @Nullable VerifierKey key;

  @Option(names = "--json", description = "print one line of JSON for a machine")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ProofVerdict verdict = new ProofVerdict(spec.commandLine().getOut(), json);
    try {
      Verdict found = key == null ? Verdict.GAPS : Verdict.VERIFIED;
      Trust trust = new Trust(key == null ? null : key.encode(), key != null);
      verdict.proven(found, trust, proven(read()));
      return found.exitCode();
    } catch (ProofRefusedException e) {
      if (e.step() == Step.FORM) {
        spec.commandLine()
            .getErr()
            .println(spec.qualifiedName() + ": " + file + ": " + e.getMessage());
        return Exits.UNUSABLE;
      }
      verdict.refused(e);
      return Verdict.TAMPERED.exitCode();
    }
  }

  private byte[] read() throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          "a proof must have at most %d bytes, but %s has %d"
              .formatted(MOST_BYTES, file, Files.size(file)));
    }
    return Files.readAllBytes(file);
  }

  /** A row's proof is a JSON object; an entry's is lines of text. */
  private Proven proven(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] == '{') {
      RowProof proof = RowProof.parse(bytes);
      return Proven.of(key == null ? proof.verifyUnsigned() : proof.verify(key));
    }
    EntryProof proof = EntryProof.parse(new String(bytes, StandardCharsets.UTF_8));
    return Proven.of(key == null ? proof.verifyUnsigned() : proof.verify(key));
  }
}
