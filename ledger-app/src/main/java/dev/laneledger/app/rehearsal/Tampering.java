package dev.laneledger.app.rehearsal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Does to a ledger's database what a tamperer would do, to show that it is found. */
public final class Tampering {
  private static final String DATA = "\"data\":{";

  private Tampering() {}

  /**
   * Changes the first digit in one entry's payload, and nothing else: neither its leaf hash nor any
   * other.
   *
   * @param ledger the database file of a ledger that nobody has open
   * @return what was changed, in words
   */
  public static String changeOneByte(Path ledger, long seq) {
    return new Database(ledger)
        .with(connection -> {
          byte[] bytes = read(connection, seq);
          int at = firstDigit(bytes);
          char before = (char) bytes[at];
          bytes[at] ^= 1;
          write(connection, seq, bytes);
          return "entry %d: '%c' became '%c'".formatted(seq, before, (char) bytes[at]);
        });
  }

  private static int firstDigit(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(DATA) + DATA.length();
    while (text.charAt(at) < '0' || text.charAt(at) > '9') {
      at++;
    }
    return at;
  }

  private static byte[] read(Connection connection, long seq) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT record FROM entry WHERE seq = ?")) {
      select.setLong(1, seq);
      try (ResultSet row = select.executeQuery()) {
        return row.getBytes(1);
      }
    }
  }

  private static void write(Connection connection, long seq, byte[] bytes) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE entry SET record = ? WHERE seq = ?")) {
      update.setBytes(1, bytes);
      update.setLong(2, seq);
      update.executeUpdate();
    }
  }
}
