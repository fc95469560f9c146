package dev.laneledger.app.readmodel;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.axonframework.eventhandling.tokenstore.jdbc.GenericTokenTableFactory;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/** Axon's token store for SQLite, which knows no {@code FOR UPDATE}: it locks the whole file. */
final class SqliteTokenStore extends JdbcTokenStore {
  /** The same in every process, since only one has the directory: a restart claims at once. */
  private static final String NODE = "ledger";

  SqliteTokenStore(ViewsDatabase views) {
    super(
        JdbcTokenStore.builder()
            .connectionProvider(views)
            .serializer(Jackson3Serializer.builder().build())
            .nodeId(NODE)
            .claimTimeout(Duration.ofSeconds(10)));
    views.executeInTransaction(() -> createSchema(GenericTokenTableFactory.INSTANCE));
  }

  @Override
  protected PreparedStatement selectForUpdate(Connection connection, String processor, int segment)
      throws SQLException {
    return select(connection, processor, segment, false);
  }
}
