package dev.laneledger.app.cli;

import dev.laneledger.app.config.EdgeOptions;
import dev.laneledger.app.http.OidcIssuer;
import dev.laneledger.app.http.RequestRate;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How {@code serve} takes requests. */
final class EdgeFlags {
  /** The passphrase of the TLS key, where it has one. */
  private static final String PASSPHRASE = "LEDGER_TLS_PASSPHRASE";

  /** Where every program of an installation sends its traces. */
  private static final String COLLECTOR = "OTEL_EXPORTER_OTLP_ENDPOINT";

  @ArgGroup(exclusive = false)
  private @Nullable TlsFiles tls;

  @Option(
      names = "--plain-http",
      description = "answer others than this machine without TLS, because it ends in front of it")
  private boolean plainHttp;

  @ArgGroup(exclusive = false)
  private @Nullable Issuer issuer;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "requests a second and principal, 5 N at once; 0: any number (default: 2000)")
  private @Nullable Integer rate;

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      description = {
        "send traces to this collector, by OTLP over HTTP, such as http://127.0.0.1:4318",
        "(default: OTEL_EXPORTER_OTLP_ENDPOINT in the environment, or none)"
      })
  private @Nullable URI otlp;

  @Option(
      names = "--log-format",
      paramLabel = "F",
      description = "ecs, logstash or gelf: the log as one JSON object a line (default: text)")
  private @Nullable LogFormat logFormat;

  /** As Spring Boot names them. */
  enum LogFormat {
    ecs,
    logstash,
    gelf
  }

  private EdgeOptions.Telemetry telemetry() {
    String ofEnvironment = System.getenv(COLLECTOR);
    URI endpoint = otlp == null && ofEnvironment != null ? URI.create(ofEnvironment) : otlp;
    return new EdgeOptions.Telemetry(endpoint, logFormat == null ? null : logFormat.name());
  }

  static final class TlsFiles {
    @Option(
        names = "--tls-cert",
        paramLabel = "FILE",
        required = true,
        description = "the server's certificate and those behind it, in PEM")
    private Path certificate = Path.of("");

    @Option(
        names = "--tls-key",
        paramLabel = "FILE",
        required = true,
        description = {
          "its private key, PKCS#8 in PEM, mode 600;",
          "LEDGER_TLS_PASSPHRASE in the environment opens an encrypted one"
        })
    private Path key = Path.of("");
  }

  static final class Issuer {
    @Option(
        names = "--oidc-issuer",
        paramLabel = "URL",
        required = true,
        description = "whose signed tokens (OpenID Connect) admit registered principals as well")
    private URI url = URI.create("");

    @Option(
        names = "--oidc-audience",
        paramLabel = "A",
        required = true,
        description = "what such a token must be meant for")
    private String audience = "";

    @Option(
        names = "--oidc-role-claim",
        paramLabel = "C",
        defaultValue = "ledger_role",
        description = "the claim that holds the role, such as lane (default: ${DEFAULT-VALUE})")
    private String roleClaim = "ledger_role";

    @Option(
        names = "--oidc-name-claim",
        paramLabel = "C",
        defaultValue = "sub",
        description = "the claim that holds the principal's name (default: ${DEFAULT-VALUE})")
    private String nameClaim = "sub";

    @ArgGroup(exclusive = false)
    private @Nullable Client client;

    OidcIssuer trusted() {
      return new OidcIssuer(
          url, audience, roleClaim, nameClaim, client == null ? null : client.known());
    }
  }

  static final class Client {
    @Option(
        names = "--oidc-client-id",
        paramLabel = "ID",
        required = true,
        description = {
          "sends browsers to the issuer to sign in, as this client of it, with PKCE;",
          "it must know the address of this ledger with /sign-in/issuer/back behind it"
        })
    private String id = "";

    @Option(
        names = "--oidc-client-secret-file",
        paramLabel = "FILE",
        description = "the client's secret, mode 600 (default: a public client)")
    private @Nullable Path secret;

    OidcIssuer.Client known() {
      return new OidcIssuer.Client(id, secret);
    }
  }

  EdgeOptions options() {
    return new EdgeOptions(
        tls == null
            ? null
            : new EdgeOptions.Tls(tls.certificate, tls.key, System.getenv(PASSPHRASE)),
        plainHttp,
        issuer == null ? null : issuer.trusted(),
        rate == null ? RequestRate.ofProperties() : RequestRate.ofSecond(rate),
        telemetry());
  }
}
