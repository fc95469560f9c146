package dev.laneledger.api.client;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.VerifierKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks to one ledger as one principal. Safe for any number of threads.
 *
 * <p>Every method throws {@link LedgerRefusedException} for what the ledger refuses and {@link
 * LedgerUnavailableException} when it cannot be reached or stays unavailable.
 */
public final class LedgerClient {
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final int PAGE = 1_000;

  /**
   * How often an append waits for its checkpoint; the server waits up to five seconds each time.
   */
  private static final int WAITS = 3;

  private final Http http;

  /**
   * @param server where the ledger answers, such as {@code http://127.0.0.1:8080}
   * @param token the principal's bearer token
   */
  public LedgerClient(URI server, String token) {
    this.http = new Http(server, token);
  }

  /**
   * @param tls which certificates count instead of those that this Java trusts, such as those of a
   *     private authority; that the certificate is for the host name is asked all the same
   */
  public LedgerClient(URI server, String token, SSLContext tls) {
    this.http = new Http(server, token, Http.WHOLE, tls);
  }

  /**
   * Appends events, all or none, and returns their receipts in the same order. Repeating it with
   * the same ids and contents returns the first receipts.
   */
  public List<Receipt> append(List<EventDraft> events) {
    return append(batch(events), BATCH);
  }

  private static byte[] batch(List<EventDraft> events) {
    ArrayNode batch = JsonNodeFactory.instance.arrayNode();
    events.forEach(event -> batch.add(EventCodec.senderAttributes(event)));
    return CanonicalJson.write(batch);
  }

  /** Appends one event. */
  public Receipt append(EventDraft event) {
    return append(List.of(event)).getFirst();
  }

  /**
   * Appends events, all or none, waits until a signed checkpoint covers them, and checks the proof
   * of each: that the key signed a tree which holds, at the receipt's place, what was sent.
   *
   * @param key the ledger's verifier key, from somewhere else than the ledger
   * @throws UnprovenException if a proof does not hold
   * @throws LedgerUnavailableException also if no checkpoint covers the events in about 15 seconds;
   *     they are durable then, and repeating the call proves them
   */
  public List<ProvenEntry> appendAndProve(List<EventDraft> events, VerifierKey key) {
    List<Answers.Covered> covered = appendAndWait(batch(events), events.size());
    List<ProvenEntry> proven = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      String proof = Objects.requireNonNull(covered.get(i).proof());
      proven.add(Proofs.check(events.get(i), covered.get(i).receipt(), proof, key));
    }
    return proven;
  }

  /** Appends one event and checks its proof. */
  public ProvenEntry appendAndProve(EventDraft event, VerifierKey key) {
    return appendAndProve(List.of(event), key).getFirst();
  }

  /** The same append again is safe, and waits once more. */
  private List<Answers.Covered> appendAndWait(byte[] batch, int size) {
    for (int attempt = 0; attempt < WAITS; attempt++) {
      List<Answers.Covered> covered =
          Answers.covered(http.post("/v1/events?wait=checkpoint", batch, BATCH));
      if (covered.size() != size) {
        throw new LedgerUnavailableException(
            "an append of " + size + " events must give as many receipts, but gave " + covered,
            null);
      }
      if (covered.stream().allMatch(one -> one.proof() != null)) {
        return covered;
      }
    }
    throw new LedgerUnavailableException(
        "no signed checkpoint covers the events yet, although they are durable; ask again", null);
  }

  /**
   * Appends what is already bytes.
   *
   * @param mediaType {@code application/cloudevents+json}, {@code
   *     application/cloudevents-batch+json} or {@code application/x-ndjson}
   */
  public List<Receipt> append(byte[] body, String mediaType) {
    return Answers.receipts(http.post("/v1/events", body, mediaType));
  }

  /**
   * Reserves the next {@code count} tickets of a prefix for a lane.
   *
   * @param id idempotency key of the reservation
   */
  public Receipt reserveTickets(String program, String prefix, String id, String lane, long count) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", id).put("lane", lane).put("count", count);
    String path = StreamId.tickets(program, prefix).path();
    byte[] answer =
        http.post("/v1" + path + "/reservations", CanonicalJson.write(body), "application/json");
    return Answers.receipts(answer).getFirst();
  }

  /** One entry; its bytes are built again and checked against the stated leaf hash. */
  public Entry entry(long seq) {
    return Answers.entry(http.get("/v1/events/" + seq));
  }

  /** Hands over the matching entries one after another, as many as there are at the end. */
  public void entries(EntryQuery query, Consumer<Entry> each) {
    EntryQuery rest = query;
    while (true) {
      List<Entry> page =
          Answers.entries(http.get("/v1/events" + rest.parameters() + "&limit=" + PAGE));
      if (page.isEmpty()) {
        return;
      }
      page.forEach(each);
      rest = rest.startingAt(page.getLast().seq() + 1);
    }
  }

  /**
   * Follows the ledger: the matching entries one after another, and what comes later as it comes.
   *
   * @return to be closed; it asks for nothing before its first {@link EntryStream#next()}
   */
  public EntryStream stream(EntryQuery query) {
    return new EntryStream(http, query, EntryStream.IDLE);
  }

  /**
   * Keeps evidence as a blob.
   *
   * @return the SHA-256 under which it is kept
   */
  public Hash putBlob(byte[] bytes) {
    Hash sha256 = Hash.sha256(bytes);
    http.put("/v1/blobs/" + sha256.hex(), bytes);
    return sha256;
  }

  /** The bytes of a blob; they have the digest that they were asked for. */
  public byte[] getBlob(Hash sha256) {
    byte[] bytes = http.get("/v1/blobs/" + sha256.hex());
    Hash actual = Hash.sha256(bytes);
    if (!actual.equals(sha256)) {
      throw new LedgerUnavailableException(
          "a blob must have the digest it is asked for\n  expected "
              + sha256
              + "\n  actual   "
              + actual,
          null);
    }
    return bytes;
  }

  /**
   * A projection's answer, such as that of {@code /v1/programs/P/blockers}.
   *
   * @param path from {@code /v1} on, without a query
   * @param atLeast wait, within the server's bound, until it covers this {@code seq}
   */
  public ObjectNode projection(String path, long atLeast) {
    return Answers.object(http.get(path + "?atLeast=" + atLeast));
  }

  /** The same as it is now, without waiting. */
  public ObjectNode projection(String path) {
    return Answers.object(http.get(path));
  }

  /** The newest signed checkpoint, as a note. */
  public String checkpoint() {
    return text(http.get("/checkpoint"));
  }

  /** A lane's packet as a zip. */
  public byte[] packet(String program, String lane) {
    return http.get("/v1" + StreamId.lane(program, lane).path() + "/packet");
  }

  /** A lane's report as Markdown. */
  public String report(String program, String lane) {
    return text(http.get("/v1" + StreamId.lane(program, lane).path() + "/report"));
  }

  /**
   * What the server sends for a path, unread and unchecked: for those who judge it themselves.
   *
   * @param path from the root on, with its query
   */
  public byte[] read(String path) {
    return http.get(path);
  }

  /**
   * The same of a server that may send anything.
   *
   * @param maxBytes the answer may have; a longer one is as if none came
   */
  public byte[] read(String path, int maxBytes) {
    return http.get(path, maxBytes);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
