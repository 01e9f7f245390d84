package anomalies.elasticsearch.info;

import java.io.IOException;
import java.util.List;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.metadata.Metadata;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.index.IndexVersion;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.xcontent.XContentBuilder;

/** Answers {@code GET /} and {@code HEAD /} in the shape that clients expect of Elasticsearch. */
final class RootRestHandler extends BaseRestHandler {
  private final ClusterService clusterService;

  RootRestHandler(ClusterService clusterService) {
    this.clusterService = clusterService;
  }

  @Override
  public String getName() {
    return "root_endpoint";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(RestRequest.Method.GET, "/"), new Route(RestRequest.Method.HEAD, "/"));
  }

  @Override
  public boolean canTripCircuitBreaker() {
    return false;
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    return channel ->
        channel.sendResponse(new RestResponse(RestStatus.OK, describe(channel.newBuilder())));
  }

  private XContentBuilder describe(XContentBuilder builder) throws IOException {
    Build build = Build.current();
    Metadata metadata = clusterService.state().metadata();
    builder.prettyPrint().startObject();
    builder.field("name", clusterService.getNodeName());
    builder.field("cluster_name", clusterService.getClusterName().value());
    builder.field("cluster_uuid", metadata.clusterUUID());
    builder.startObject("version");
    builder.field("number", build.qualifiedVersion());
    builder.field("build_flavor", build.flavor());
    builder.field("build_type", build.type().displayName());
    builder.field("build_hash", build.hash());
    builder.field("build_date", build.date());
    builder.field("build_snapshot", build.isSnapshot());
    builder.field("lucene_version", IndexVersion.current().luceneVersion().toString());
    builder.field("minimum_wire_compatibility_version", build.minWireCompatVersion());
    builder.field("minimum_index_compatibility_version", build.minIndexCompatVersion());
    builder.endObject();
    builder.field("tagline", "You Know, for Search");
    return builder.endObject();
  }
}
