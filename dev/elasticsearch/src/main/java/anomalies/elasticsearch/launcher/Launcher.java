package anomalies.elasticsearch.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;

/**
 * Runs one Elasticsearch node in this process.
 *
 * <p>Takes the node's settings from {@code config/elasticsearch.yml} under the home directory and
 * from the arguments, each {@code setting=value}; {@code path.home} and {@code path.data} are
 * required. The node stops on SIGTERM or SIGINT and when standard input closes, so that it cannot
 * outlive the process that started it, whichever way that one ends.
 *
 * <p>Exit status: 0 stopped on request, 1 did not start (the reason is the last log line), 2 wrong
 * arguments.
 */
public final class Launcher {
  private static final int CLOSE_TIMEOUT_SECONDS = 20;

  private Launcher() {}

  public static void main(String[] arguments) {
    Settings.Builder settings = Settings.builder();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals <= 0) {
        System.err.println("Not of the form setting=value: " + argument);
        System.exit(2);
      }
      settings.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    try {
      start(settings.build());
    } catch (Throwable failure) {
      failure.printStackTrace();
      System.err.println("Elasticsearch did not start: " + rootCause(failure));
      // Not System.exit: a half-built node may leave a shutdown hook waiting for ever.
      Runtime.getRuntime().halt(1);
    }
  }

  private static void start(Settings settings) throws Exception {
    Path home = Path.of(settings.get("path.home"));
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(
            settings, Map.of(), home.resolve("config"), () -> "embedded");
    LogConfigurator.registerErrorListener();
    LogConfigurator.configure(environment, true);

    Node node = new Node(environment);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "elasticsearch-shutdown"));
    exitWhenInputCloses();
    node.start();
  }

  private static void close(Node node) {
    try {
      node.prepareForClose();
      node.close();
      if (!node.awaitClose(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Elasticsearch was still busy after " + CLOSE_TIMEOUT_SECONDS + " s.");
      }
    } catch (IOException failure) {
      System.err.println("Elasticsearch did not close cleanly: " + failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }

  private static void exitWhenInputCloses() {
    Thread watcher =
        new Thread(
            () -> {
              InputStream input = System.in;
              try {
                while (input.read() != -1) {
                  // What is written there has no meaning; only its end has.
                }
              } catch (IOException closed) {
                // As good as its end.
              }
              System.exit(0);
            },
            "parent-watcher");
    // Not a daemon: the node has daemon threads only, so this one also keeps the process alive.
    watcher.start();
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
