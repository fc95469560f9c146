package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.app.signing.Tokens;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GenesisTest {
  private static final List<String> NAMES =
      List.of("lane", "operator", "owner", "auditor", "admin");

  @TempDir Path temp;

  private Path dir() {
    return temp.resolve("ledger");
  }

  private OpenLedger open(String origin) {
    return OpenLedger.open(
        new ServeOptions(dir(), "127.0.0.1", 0, origin, false, OutsideChecks.NONE),
        TestLedger.LIMITS);
  }

  private static List<LedgerEvent> events(OpenLedger ledger) {
    return ledger.directory().reader().entries(0, 100).stream().map(Entry::event).toList();
  }

  @Test
  void entryZeroSaysWhoTheLedgerIsAndWhichRulesJudge() throws IOException {
    try (OpenLedger ledger = open("example.org/log")) {
      LedgerEvent first = events(ledger).getFirst();
      assertThat(first.id()).isEqualTo("genesis");
      assertThat(first.actor()).isEqualTo("ledger:self");
      LedgerData.Created data = (LedgerData.Created) first.payload();
      assertThat(data.format()).isEqualTo("laneledger/1");
      assertThat(data.origin()).isEqualTo("example.org/log");
      assertThat(data.logKeys()).containsExactly(ledger.secrets().logKey().verifierKey().encode());
      assertThat(data.ownerKeys())
          .containsExactly(
              new LedgerData.OwnerKey(
                  "default", "owner-default", LedgerSecrets.ownerKey(dir()).spki()));
      assertThat(data.policies())
          .isEqualTo(ShippedPacks.all().stream().map(RulePack::pin).toList());
      for (RulePack pack : ShippedPacks.all()) {
        assertThat(ledger.directory().blobs().get(pack.sha256())).contains(pack.bytes());
      }
    }
  }

  @Test
  void everyRoleGetsAPrincipalAndAToken() throws IOException {
    try (OpenLedger ledger = open(null)) {
      List<LedgerEvent> registrations = events(ledger).subList(1, 6);
      assertThat(registrations)
          .extracting(LedgerEvent::payload)
          .containsExactlyElementsOf(
              NAMES.stream()
                  .map(n -> new LedgerData.PrincipalRegistered(n + ":default", n + "-default"))
                  .toList());
      assertThat(registrations)
          .allMatch(e -> e.type() == EventType.PRINCIPAL_REGISTERED)
          .extracting(LedgerEvent::id)
          .contains("ledger:principal-lane:default");
      for (String name : NAMES) {
        String token = Files.readString(dir().resolve("tokens").resolve(name)).strip();
        assertThat(token).hasSize(47);
        assertThat(ledger.secrets().tokens().principalOf(token)).contains(name + ":default");
        assertThat(ledger.secrets().tokens().principalOf(token + "x")).isEmpty();
      }
    }
  }

  @Test
  void whatIsSecretIsForTheOwnerOfTheProcessOnly() throws IOException {
    open(null).close();
    try (Stream<Path> files = Files.walk(dir())) {
      for (Path secret :
          files.filter(f -> f.toString().matches(".*(keys|tokens|checkpoint|db).*")).toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(secret));
        assertThat(mode)
            .as("%s", secret)
            .isEqualTo(Files.isDirectory(secret) ? "rwx------" : "rw-------");
      }
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir())))
        .isEqualTo("rwx------");
  }

  @Test
  void anOriginIsMadeUpOnceAndKept() {
    String origin;
    try (OpenLedger ledger = open(null)) {
      origin = ledger.secrets().logKey().name();
      assertThat(origin).matches("laneledger\\.local/[0-9a-f]{16}");
    }
    try (OpenLedger again = open(origin)) {
      assertThat(again.directory().reader().size()).isEqualTo(6);
    }
    assertThatThrownBy(() -> open("example.org/other"))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContaining(origin);
  }

  @Test
  void aFirstStartThatWasBrokenOffIsCarriedOn() throws IOException {
    LedgerSecrets half = LedgerSecrets.readOrCreate(dir(), "example.org/log", List.of("lane"));
    Files.delete(dir().resolve("tokens.sha256"));
    String token = Files.readString(dir().resolve("tokens/lane")).strip();
    try (OpenLedger ledger = open(null)) {
      assertThat(ledger.secrets().logKey().encode()).isEqualTo(half.logKey().encode());
      assertThat(ledger.secrets().tokens().principalOf(token)).contains("lane:default");
      assertThat(events(ledger)).hasSize(6);
    }
  }

  @Test
  void tokensAreStillValidWhenEverythingDisposableIsGone() throws IOException {
    open(null).close();
    String token = Files.readString(dir().resolve("tokens/owner")).strip();
    Files.delete(dir().resolve("views.db"));
    Files.delete(dir().resolve("tokens/owner"));
    open(null).close();
    assertThat(Tokens.read(dir()).principalOf(token)).contains("owner:default");
    assertThat(dir().resolve("tokens/owner")).doesNotExist();
  }

  @Test
  void aLedgerWhoseLogKeyIsAnothersIsNotOpened() throws IOException {
    open("example.org/log").close();
    Files.delete(dir().resolve("keys/log.key"));
    assertThatThrownBy(() -> open(null))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContaining("log.key");
    LedgerSecrets.readOrCreate(dir(), "example.org/log", List.of());
    assertThatThrownBy(() -> open(null))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContaining("log key");
  }
}
