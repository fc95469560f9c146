package dev.laneledger.app.command;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.storage.AppendConflictException;
import dev.laneledger.app.storage.AppendException;
import dev.laneledger.app.storage.AppendRequest;
import dev.laneledger.app.storage.BlobStore;
import dev.laneledger.app.storage.LedgerReader;
import dev.laneledger.app.storage.LedgerWriter;
import dev.laneledger.app.storage.PendingEvent;
import dev.laneledger.projections.rule.SecretShapes;
import dev.laneledger.projections.rule.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Records what the rules denied: the input as a blob, and a {@code request.refused} event in the
 * stream of the event at fault, or in {@code /ledger/refusals} if that stream holds nothing. Input
 * that seems to hold a secret is refused and forgotten.
 */
final class Refusals {
  private final LedgerWriter writer;
  private final LedgerReader reader;
  private final BlobStore blobs;
  private final RefusalRate rate;

  Refusals(LedgerWriter writer, LedgerReader reader, BlobStore blobs, RefusalRate rate) {
    this.writer = writer;
    this.reader = reader;
    this.blobs = blobs;
    this.rate = rate;
  }

  /**
   * Records the refusal, with the verdict's read set, unless the principal was refused too often,
   * and says how the sender is to be answered.
   *
   * @throws AppendConflictException if the verdict no longer holds: decide again
   */
  RequestRefusedException refuse(Verdict.Denied denied, String actor, List<EventDraft> batch) {
    if (batch.stream().anyMatch(draft -> !SecretShapes.in(draft).isEmpty())) {
      return answer(denied, null); // the kept input would be the secret
    }
    if (!rate.take(actor)) {
      return tooOften(denied, actor);
    }
    try {
      return answer(denied, record(denied, actor, batch));
    } catch (AppendException e) {
      rate.giveBack(actor);
      throw e;
    }
  }

  private Receipt record(Verdict.Denied denied, String actor, List<EventDraft> batch) {
    byte[] input = input(batch);
    Hash digest = blobs.keep(input);
    LedgerData.PackPin pack = denied.pack();
    LedgerData.Refused data =
        new LedgerData.Refused(
            denied.code(),
            denied.rule(),
            pack == null ? null : pack.pack(),
            pack == null ? null : pack.sha256(),
            denied.pointer(),
            actor,
            digest,
            input.length);
    return append(data, denied, batch.get(denied.index()).source());
  }

  private Receipt append(LedgerData.Refused data, Verdict.Denied denied, StreamId source) {
    if (reader.lastStreamseq(source) >= 0) {
      return append(data, denied, source, reader.lastStreamseq(source) + 1);
    }
    while (true) {
      try {
        return append(data, denied, StreamId.REFUSALS, reader.lastStreamseq(StreamId.REFUSALS) + 1);
      } catch (AppendConflictException e) {
        if (!e.stream().equals(StreamId.REFUSALS)) {
          throw e; // another refusal there changes no verdict, anything else might
        }
      }
    }
  }

  private Receipt append(
      LedgerData.Refused data, Verdict.Denied denied, StreamId stream, long streamseq) {
    String id = EventCodec.RESERVED_ID_PREFIX + "refused-" + streamseq;
    EventDraft draft = EventDraft.of(id, stream, EventType.REQUEST_REFUSED, data);
    PendingEvent event = new PendingEvent(draft, LedgerEvent.LEDGER_ACTOR, streamseq);
    return writer
        .append(new AppendRequest(List.of(event), denied.readSet(), denied.notAfter()))
        .getFirst();
  }

  private static byte[] input(List<EventDraft> batch) {
    ArrayNode input = JsonNodeFactory.instance.arrayNode();
    batch.forEach(draft -> input.add(EventCodec.senderAttributes(draft)));
    return CanonicalJson.write(input);
  }

  private static RequestRefusedException tooOften(Verdict.Denied denied, String actor) {
    return new RequestRefusedException(
        ReasonCode.RATE_LIMITED,
        denied.pointer(),
        "a principal may be refused only so often, but "
            + actor
            + " was refused more often (now: "
            + denied.code()
            + "); mend the request, and send it a little later");
  }

  private static RequestRefusedException answer(Verdict.Denied denied, @Nullable Receipt receipt) {
    return new RequestRefusedException(
        denied.code(),
        httpStatus(denied.code()),
        denied.message(),
        denied.rule(),
        denied.todo(),
        denied.pointer(),
        receipt);
  }

  /** A pack's own codes are all 422: the request was understood, and the rules forbid it. */
  private static int httpStatus(String code) {
    for (ReasonCode known : ReasonCode.values()) {
      if (known.name().equals(code)) {
        return known.httpStatus();
      }
    }
    return ReasonCode.STREAM_NOT_OPEN.httpStatus();
  }
}
