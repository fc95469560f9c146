package dev.laneledger.app.cli;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent that speaks to a ledger through the SDK's own client of the protocol. */
public final class McpAgent implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final McpSyncClient client;
  private final StringBuilder transcript = new StringBuilder();

  /** Connects with that bearer token. */
  public McpAgent(URI ledger, String token) {
    this.client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(ledger.toString())
                    .endpoint("/mcp")
                    .jsonMapper(new JacksonMcpJsonMapper(JSON))
                    .openConnectionOnStartup(false)
                    .requestBuilder(
                        HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
                    .build())
            .clientInfo(McpSchema.Implementation.builder("an-agent", "1").build())
            .build();
    client.initialize();
  }

  public McpSyncClient client() {
    return client;
  }

  public List<String> tools() {
    return client.listTools().tools().stream().map(McpSchema.Tool::name).sorted().toList();
  }

  /** Calls a tool, and writes down what was said. */
  public JsonNode call(String tool, String arguments) {
    transcript.append("> ").append(tool).append(' ').append(arguments.strip()).append('\n');
    JsonNode answer = JSON.valueToTree(result(tool, arguments).structuredContent());
    transcript.append(answer).append("\n\n");
    return answer;
  }

  public CallToolResult result(String tool, String arguments) {
    return client.callTool(
        CallToolRequest.builder(tool).arguments(JSON.readValue(arguments, MAP)).build());
  }

  /** Everything so far, with hashes, positions and times as {@code …}. */
  String transcript() {
    return transcript
        .toString()
        .replaceAll("[0-9a-f]{64}", "…")
        .replaceAll("-[0-9a-f]{24}", "-…")
        .replaceAll("\"seq\":\\d+", "\"seq\":…");
  }

  @Override
  public void close() {
    client.close();
  }
}
