package dev.laneledger.app.cli;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.TlogPolicy;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.TimestampCheck;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.signing.TimestampTrust;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code verify} and {@code replay} share: the ledger, the pinned key, the form of output. */
final class AuditOptions {
  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Option(
      names = "--key",
      paramLabel = "VKEY",
      converter = KeyConverter.class,
      description = {
        "the log's verifier key, name+id+base64, from somewhere else than the ledger;",
        "without it the ledger vouches for itself, which is a gap"
      })
  private @Nullable VerifierKey key;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      converter = PolicyConverter.class,
      description = {
        "a tlog-policy from somewhere else than the ledger: trusted logs, known witnesses, and",
        "how many of them must have cosigned the checkpoint"
      })
  private @Nullable TlogPolicy policy;

  @Option(
      names = "--tsa-certs",
      paramLabel = "FILE",
      converter = TrustConverter.class,
      description = "PEM certificates of trusted timestamping authorities (RFC 3161)")
  private TimestampCheck timestamps = TimestampCheck.NONE;

  @Option(
      names = "--seen",
      paramLabel = "FILE",
      description = {
        "a checkpoint of this ledger that you kept: what it covers must be there unchanged, which",
        "tells a ledger that was rolled back or rewritten with its own key"
      })
  private @Nullable Path seen;

  @Option(names = "--json", description = "print one line of JSON for a machine")
  private boolean json;

  boolean json() {
    return json;
  }

  /** Speaks to that server, or to the one that is read, as the auditor. */
  LedgerClient client(@Nullable URI to) {
    return ledger.client(to);
  }

  /** The directory, if the ledger is one. */
  Optional<Path> directory() {
    return ledger.directory();
  }

  /** Opens the ledger and audits it; what cannot be read is said in one line, with exit 2. */
  int run(CommandSpec spec, ToIntBiFunction<OfflineLedger, Pins> audit) {
    try (OfflineLedger opened = ledger.open()) {
      return audit.applyAsInt(opened, new Pins(key, policy, timestamps, seenCheckpoint()));
    } catch (MaterialUnusableException e) {
      spec.commandLine()
          .getErr()
          .println(Printable.of(spec.qualifiedName() + ": " + e.getMessage()));
      return 2;
    }
  }

  /** The checkpoint that was kept; signed by the key, if one is given. */
  private @Nullable Checkpoint seenCheckpoint() {
    if (seen == null) {
      return null;
    }
    return PinOptions.checkpoint(seen, key);
  }

  static final class TrustConverter implements ITypeConverter<TimestampCheck> {
    @Override
    public TimestampCheck convert(String file) {
      try {
        return TimestampTrust.read(Path.of(file));
      } catch (IOException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  static final class PolicyConverter implements ITypeConverter<TlogPolicy> {
    private static final int MAX_BYTES = 1 << 20;

    @Override
    public TlogPolicy convert(String file) {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        return TlogPolicy.parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
      } catch (NoteException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw new TypeConversionException("a policy must be a file, but: " + e);
      }
    }
  }

  static final class KeyConverter implements ITypeConverter<VerifierKey> {
    @Override
    public VerifierKey convert(String value) {
      try {
        return VerifierKey.parse(value);
      } catch (NoteException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
