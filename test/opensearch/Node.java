import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node of OpenSearch: `java -cp … Node.java <folder> <port>`. Says "ready" once it answers; ends with its process. */
public class Node {
  public static void main(String[] arguments) throws Exception {
    var runner = new OpenSearchRunner();
    // Without it no port above 9299 is taken.
    runner.setMaxHttpPort(-1);
    // The first node's port is one above the base.
    var base = Integer.parseInt(arguments[1]) - 1;
    runner.onBuild((number, settings) -> {
      settings.put("http.host", "127.0.0.1");
      settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
    });
    runner.build(OpenSearchRunner.newConfigs()
        .basePath(arguments[0]).numOfNode(1).clusterName("desk").baseHttpPort(base).disableESLogger());
    runner.ensureYellow();
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
