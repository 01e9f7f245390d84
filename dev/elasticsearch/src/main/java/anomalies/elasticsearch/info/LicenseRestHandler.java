package anomalies.elasticsearch.info;

import java.io.IOException;
import java.util.List;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.xcontent.XContentBuilder;

/**
 * Answers {@code GET /_license} as a distribution with the free licence does. Logstash asks before it writes, and waits
 * for an answer. Nothing is unlocked by it: this server has the core only, less than the free licence gives.
 */
final class LicenseRestHandler extends BaseRestHandler {
  @Override
  public String getName() {
    return "license";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(RestRequest.Method.GET, "/_license"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    return channel ->
        channel.sendResponse(new RestResponse(RestStatus.OK, describe(channel.newBuilder())));
  }

  private XContentBuilder describe(XContentBuilder builder) throws IOException {
    builder.startObject().startObject("license");
    builder.field("status", "active");
    builder.field("uid", "embedded");
    builder.field("type", "basic");
    return builder.endObject().endObject();
  }
}
