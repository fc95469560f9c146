package dev.laneledger.app.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys at rest. */
class PrivateKeyFilesTest {
  private static final Passphrase RIGHT = key -> "correct horse".toCharArray();
  private static final Passphrase WRONG = key -> "battery staple".toCharArray();

  @TempDir private Path dir;

  @Test
  void an_encrypted_key_opens_with_its_passphrase_only() throws IOException {
    Path file = dir.resolve("owner.pem");
    OwnerKey made = OwnerKey.create(file, RIGHT);

    assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE " + "KEY-----");
    assertThat(OwnerKey.read(file, RIGHT).spki()).isEqualTo(made.spki());
    assertThatThrownBy(() -> OwnerKey.read(file, WRONG))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " must open with the passphrase, but does not");
  }

  /** Made by OpenSSL 3: genpkey -algorithm ed25519, and then pkcs8 -topk8, or pkcs12 -export. */
  @ParameterizedTest
  @ValueSource(strings = {"ed25519-encrypted.pem", "ed25519.p12"})
  void a_key_that_openssl_encrypted_is_read(String name) throws IOException {
    Path file = dir.resolve(name);
    try (InputStream resource = getClass().getResourceAsStream("/keys/" + name)) {
      SecretFiles.write(file, Objects.requireNonNull(resource).readAllBytes());
    }

    assertThat(OwnerKey.read(file, RIGHT).spki())
        .isEqualTo("MCowBQYDK2VwAyEA8s9dYY/uKc6e1l47cWiSG4vxsjtgtY5W/Pqo3lBaVlI=");
    assertThatThrownBy(() -> OwnerKey.read(file, WRONG)).isInstanceOf(IOException.class);
  }

  @Test
  void a_log_key_is_protected_where_it_stands_and_signs_as_before() throws IOException {
    LedgerSecrets before = LedgerSecrets.readOrCreate(dir, "example.org/log", List.of());
    Path passphrase = dir.resolve("passphrase");
    SecretFiles.write(passphrase, "correct horse\n");
    LedgerSecrets.protect(dir.resolve("keys/log.key"), Passphrase.from(passphrase));

    assertThatThrownBy(() -> LedgerSecrets.read(dir, "example.org/log"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("log.key is encrypted", "LEDGER_KEY_PASSPHRASE");
    System.setProperty(Passphrase.PROPERTY, passphrase.toString());
    try {
      assertThat(LedgerSecrets.read(dir, "example.org/log").logKey().encode())
          .isEqualTo(before.logKey().encode());
    } finally {
      System.clearProperty(Passphrase.PROPERTY);
    }
  }

  @Test
  void a_key_that_others_can_read_is_refused() throws IOException {
    Path file = dir.resolve("owner.pem");
    SecretFiles.write(file, "no key\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> OwnerKey.read(file, RIGHT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void a_file_that_is_no_key_is_refused() throws IOException {
    Path file = dir.resolve("owner.pem");
    SecretFiles.write(file, "no key\n");

    assertThatThrownBy(() -> OwnerKey.read(file, RIGHT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must hold one Ed25519 private key as PKCS#8 PEM or PKCS#12");
  }
}
