package dev.laneledger.app.signing;

import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** One question to a timestamping authority (RFC 3161 section 2.4), and what it may answer. */
public final class TimestampQuery {
  private static final int NONCE_BITS = 64;

  private final TimeStampRequest request;

  private TimestampQuery(TimeStampRequest request) {
    this.request = request;
  }

  /** Asks that this SHA-256 exists now, with a random nonce and the authority's certificate. */
  public static TimestampQuery of(Hash digest) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    BigInteger nonce = new BigInteger(NONCE_BITS, new SecureRandom());
    return new TimestampQuery(generator.generate(TSPAlgorithms.SHA256, digest.bytes(), nonce));
  }

  /** The request as {@code application/timestamp-query}. */
  public byte[] der() throws IOException {
    return request.getEncoded();
  }

  /**
   * The token in an answer, as DER.
   *
   * @param response {@code application/timestamp-reply}
   * @throws IOException if it is none, refuses, or answers another question; nobody has verified
   *     the token's signature yet
   */
  public byte[] token(byte[] response) throws IOException {
    try {
      TimeStampResponse answer = new TimeStampResponse(response);
      answer.validate(request);
      TimeStampToken token = answer.getTimeStampToken();
      if (token == null) {
        throw new IOException(
            "the authority must give a timestamp, but gives status %d: %s"
                .formatted(answer.getStatus(), answer.getStatusString()));
      }
      return token.getEncoded("DER");
    } catch (TSPException | RuntimeException e) {
      throw new IOException("the authority must answer the question, but: " + e.getMessage(), e);
    }
  }
}
