package dev.laneledger.app.http;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.readmodel.Attested;
import dev.laneledger.app.readmodel.LedgerView;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.lane.LaneRow;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/**
 * One program in one view of the ledger.
 *
 * @param asOf {@code recordedtime} of the view's last entry if just this view was asked for, so
 *     that the answer never changes; null: the newest
 */
public record ProgramSeen(LedgerView view, String program, @Nullable String asOf) {

  /** The moment of reading: expiry is applied to it. */
  public String now(InstantSource clock) {
    return asOf == null ? Answers.time(clock.instant()) : asOf;
  }

  /** A record as JSON, members in the order of its components, null where a value is absent. */
  ResponseEntity<byte[]> answer(Record view) {
    return answer(EventJson.toTreeWithNulls(view));
  }

  ResponseEntity<byte[]> answer(ObjectNode json) {
    return answer(
        ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON),
        json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What was asked for as of one entry may be kept for ever, by the one who may see it. */
  ResponseEntity<byte[]> answer(ResponseEntity.BodyBuilder builder, byte[] body) {
    return asOf == null
        ? builder.cacheControl(CacheControl.noStore()).body(body)
        : builder.cacheControl(Answers.IMMUTABLE).eTag(Hash.sha256(body).hex()).body(body);
  }

  /** seq of the last entry that was folded. */
  public long position() {
    return view.position();
  }

  public ProgramState state() {
    return view.state().program(program);
  }

  /** The newest attestation of that projection; null if there is none yet. */
  @Nullable Attested attested(String projection) {
    return view.attested(program, projection);
  }

  /**
   * The lane's row.
   *
   * @throws ProblemException {@code NOT_FOUND} if nobody has spoken of the lane
   */
  LaneRow lane(String lane) {
    return state()
        .lanes()
        .lane(lane)
        .orElseThrow(() -> Paths.notFound("the program " + program + " has no lane " + lane));
  }
}
