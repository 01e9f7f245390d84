package anomalies.kafka.launcher;

import java.io.IOException;
import java.io.InputStream;

/**
 * Runs Apache Kafka in this process: {@code Launcher server.properties}.
 *
 * <p>It stops on SIGTERM or SIGINT, as Kafka does by itself, and when standard input closes, so that it cannot outlive
 * the process that started it, whichever way that one ends.
 */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] arguments) {
    Thread watcher = new Thread(Launcher::exitWhenInputCloses, "parent-watcher");
    watcher.setDaemon(true);
    watcher.start();
    kafka.Kafka.main(arguments);
  }

  private static void exitWhenInputCloses() {
    InputStream input = System.in;
    try {
      while (input.read() != -1) {
        // What is written there has no meaning; only its end has.
      }
    } catch (IOException closed) {
      // As good as its end.
    }
    System.exit(0);
  }
}
