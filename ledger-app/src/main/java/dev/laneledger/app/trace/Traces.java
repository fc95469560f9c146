package dev.laneledger.app.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The spans of this process, which like those of every program that is traced have one receiver for
 * all of it. Attributes never hold what was sent.
 */
public final class Traces {
  private static final Duration DELAY = Duration.ofMillis(500);

  private static volatile @Nullable Tracer tracer;

  private Traces() {}

  /** Sends spans until it is closed. */
  public interface Installed extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Sends spans from now on by OTLP over HTTP with protobuf.
   *
   * @param endpoint of the collector, such as {@code http://127.0.0.1:4318}; spans go to its {@code
   *     /v1/traces}
   * @param origin the ledger's name
   */
  public static Installed install(URI endpoint, String origin) {
    String url = endpoint.toString().replaceAll("/+$", "") + "/v1/traces";
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.builder()
                        .put("service.name", "lane-ledger")
                        .put("service.instance.id", origin)
                        .build()))
            .addSpanProcessor(
                BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder().setEndpoint(url).build())
                    .setScheduleDelay(DELAY)
                    .build())
            .build();
    tracer = provider.get("dev.laneledger");
    return () -> {
      tracer = null;
      provider.close();
    };
  }

  /** Runs it within a span of that name, below the one that runs on this thread. */
  public static <T> T span(String name, Supplier<T> work) {
    Tracer sends = tracer;
    return sends == null ? work.get() : run(sends, name, Context.current(), work);
  }

  /**
   * The same below the caller's span.
   *
   * @param traceparent of the caller, W3C trace context; null or another form: there is none
   */
  public static <T> T span(String name, @Nullable String traceparent, Supplier<T> work) {
    Tracer sends = tracer;
    return sends == null ? work.get() : run(sends, name, parent(traceparent), work);
  }

  private static Context parent(@Nullable String traceparent) {
    return traceparent == null
        ? Context.root()
        : W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), Map.of("traceparent", traceparent), Header.OF_MAP);
  }

  private static <T> T run(Tracer sends, String name, Context parent, Supplier<T> work) {
    Span span = sends.spanBuilder(name).setParent(parent).startSpan();
    try (Scope scope = span.makeCurrent()) {
      return work.get();
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
    }
  }

  /** Reads the one header there is. */
  private enum Header implements TextMapGetter<Map<String, String>> {
    OF_MAP;

    @Override
    public Iterable<String> keys(Map<String, String> headers) {
      return headers.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> headers, String name) {
      return headers == null ? null : headers.get(name);
    }
  }
}
