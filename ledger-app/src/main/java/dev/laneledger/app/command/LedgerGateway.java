package dev.laneledger.app.command;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.app.command.AppendBatchHandler.Staged;
import dev.laneledger.app.storage.AppendConflictException;
import dev.laneledger.app.storage.BlobRefusedException;
import dev.laneledger.app.storage.DuplicateIdException;
import dev.laneledger.app.storage.LedgerReadOnlyException;
import dev.laneledger.app.storage.NotAfterPassedException;
import dev.laneledger.app.storage.QueueFullException;
import dev.laneledger.app.storage.StorageFailureException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Where authenticated principals append. Calls wait until the ledger has answered durably; they are
 * made for virtual threads.
 */
public final class LedgerGateway {
  /** A batch may hold this many events. */
  public static final int MAX_BATCH = 10_000;

  /** How often a batch is decided before the caller is told to come back. */
  private static final int TRIES = 20;

  private static final long LONGEST_PAUSE_NANOS = 20_000_000;

  /** What failed is in the log; it may name what a sender should not see. */
  private static final String NOT_KNOWN =
      "the ledger's storage must answer, but does not, and whether the batch is in is not known:"
          + " send it again; what is in is answered with its first receipt";

  private final CommandGateway commands;

  LedgerGateway(CommandGateway commands) {
    this.commands = commands;
  }

  /**
   * Appends a batch, all or nothing. An event that the ledger holds already, sent again by the same
   * principal with the same content, is answered with its first receipt, and only the others are
   * judged and appended; so sending a batch again after a lost answer is always safe.
   *
   * @param actor the authenticated principal, {@code role:name}
   * @param drafts 1..10,000 events, each (source, id) once
   * @throws RequestRefusedException if nothing was appended
   */
  public AppendResult append(String actor, List<EventDraft> drafts) {
    return append(actor, drafts, null);
  }

  /**
   * The same if the one stream of the batch ends where the sender expects it to, unless all of it
   * is in the ledger already.
   *
   * @param expected streamseq of the stream's last event, −1 for a new stream; null: wherever
   * @throws StreamChangedException if it ends elsewhere
   */
  public AppendResult append(String actor, List<EventDraft> drafts, @Nullable Long expected) {
    requireBatch(drafts);
    if (expected != null && drafts.stream().map(EventDraft::source).distinct().count() > 1) {
      throw new RequestRefusedException(
          ReasonCode.BATCH_INVALID,
          null,
          "a batch that expects a stream's end must be of one stream, but is of more");
    }
    return send(new AppendBatch(actor, List.copyOf(drafts), expected)).result();
  }

  /**
   * Reserves the next free tickets of a prefix. Called again with the same id, lane and count it
   * answers with the first range.
   *
   * @param id idempotency key, 1..128 printable ASCII characters
   * @param count how many tickets, from 1
   * @throws RequestRefusedException if nothing was reserved
   */
  public Reservation reserveTickets(
      String actor, String program, String prefix, String id, String lane, int count) {
    StreamId tickets = StreamId.tickets(program, prefix);
    Staged staged = send(new ReserveTickets(actor, tickets, id, lane, count));
    AppendResult result = staged.result();
    TicketData.Reserved range = (TicketData.Reserved) staged.batch().getFirst().payload();
    Receipt receipt = result.receipts().getFirst();
    return new Reservation(receipt, result.anyNew(), range.from(), range.to());
  }

  private static void requireBatch(List<EventDraft> drafts) {
    if (drafts.isEmpty() || drafts.size() > MAX_BATCH) {
      throw new RequestRefusedException(
          ReasonCode.BATCH_INVALID,
          null,
          "a batch must hold 1..%d events, but holds %d".formatted(MAX_BATCH, drafts.size()));
    }
    Set<Key> keys = new HashSet<>();
    for (int i = 0; i < drafts.size(); i++) {
      Key key = new Key(drafts.get(i).source(), drafts.get(i).id());
      if (!keys.add(key)) {
        throw new RequestRefusedException(
            ReasonCode.BATCH_INVALID,
            "/" + i + "/id",
            "a batch must hold each (source, id) once, but holds this twice: " + key);
      }
    }
  }

  private record Key(StreamId source, String id) {}

  /** Sends until the decision stood up to what was appended meanwhile. */
  private Staged send(Object first) {
    Object command = first;
    for (int attempt = 1; ; attempt++) {
      try {
        return commands.sendAndWait(command);
      } catch (RuntimeException e) {
        if (!isLost(e)) {
          throw answer(e);
        }
        if (attempt == TRIES) {
          throw new RequestRefusedException(
              ReasonCode.CONTENTION,
              null,
              "other events came first %d times: read anew and send again".formatted(TRIES));
        }
        command = command instanceof AppendBatch batch ? batch.afterLoss() : command;
        pause(attempt);
      }
    }
  }

  /** Whether the decision was overtaken; deciding again may give another answer. */
  private static boolean isLost(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> false;
      case ConcurrencyException e -> true;
      case AppendConflictException e -> true;
      case DuplicateIdException e -> true;
      case NotAfterPassedException e -> true;
      default -> isLost(failure.getCause());
    };
  }

  private static RuntimeException answer(RuntimeException failure) {
    return switch (failure) {
      case QueueFullException e -> refused(ReasonCode.UNAVAILABLE, e);
      case StorageFailureException e -> unknown(e);
      case LedgerReadOnlyException e -> refused(ReasonCode.READ_ONLY, e);
      case BlobRefusedException e -> // a denied batch that is too large to be kept
          refused(e.code(), e);
      case EventRefusedException e ->
          new RequestRefusedException(e.code(), e.pointer(), String.valueOf(e.getMessage()));
      default -> failure;
    };
  }

  private static RequestRefusedException unknown(StorageFailureException e) {
    System.getLogger(LedgerGateway.class.getName())
        .log(System.Logger.Level.WARNING, "the storage failed: " + e.getMessage(), e);
    return new RequestRefusedException(ReasonCode.UNAVAILABLE, null, NOT_KNOWN);
  }

  private static RequestRefusedException refused(ReasonCode code, RuntimeException e) {
    return new RequestRefusedException(code, null, String.valueOf(e.getMessage()));
  }

  /** Spreads those who lost to each other. */
  private static void pause(int attempt) {
    long most = Math.min(LONGEST_PAUSE_NANOS, 100_000L << attempt);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
  }
}
