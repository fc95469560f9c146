package dev.laneledger.app.cli;

/** Type and data of events that an operator may send as often as he likes. */
public final class LoadEvents {
  private LoadEvents() {}

  public static String register(String program) {
    return "\"type\":\"dev.laneledger.program.registered.v1\","
        + "\"data\":{\"program\":\"%s\",\"title\":\"under load\"}".formatted(program);
  }

  public static String blocker(String id) {
    return "\"type\":\"dev.laneledger.blocker.raised.v1\",\"data\":{\"blocker\":\""
        + id
        + "\",\"subject\":\"s\",\"actors\":[\"OWNER\"],\"blocks\":[\"PRODUCTION\"],"
        + "\"nextAction\":\"act\",\"legs\":[{\"leg\":\"l\",\"actor\":\"OWNER\","
        + "\"strength\":\"INPUT\",\"requires\":[]}]}";
  }

  /** The next revision of one document, which takes the place of the one before. */
  public static String revision(int number) {
    return "\"type\":\"dev.laneledger.document.pinned.v1\",\"data\":{\"path\":\"plan.md\","
        + "\"storeRevision\":%d,\"bytes\":3,\"sha256\":\"%064x\"}".formatted(number, number);
  }
}
