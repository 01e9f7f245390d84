# The two halves around the http filter of ../pipeline/50-score.conf: what is asked, and what becomes of the answer.
# Both share one count of failures in a row, over all workers of the process.

require 'java'

FAILED_TAG = '_anomaly_score_failed'.freeze

def register(params)
  @is_request = params['step'] == 'request'
  @max_failures = params['failures']
  @pause_ms = params['pause_seconds'].to_i * 1000
  # Global, since each of the two filters has variables of its own.
  $anomalies_failures ||= java.util.concurrent.atomic.AtomicInteger.new
  $anomalies_paused_until ||= java.util.concurrent.atomic.AtomicLong.new
end

def filter(event)
  @is_request ? ask(event) : read(event)
  [event]
end

def ask(event)
  return if now_ms < $anomalies_paused_until.get

  # The whole event, so that it is read as the document in Elasticsearch will be.
  event.set('[@metadata][score_request]', LogStash::Json.dump('lines' => [event.to_hash]))
end

def read(event)
  asked = event.remove('[@metadata][score_request]')
  answer = event.remove('[@metadata][score_answer]')
  result = answer.is_a?(Hash) && answer['results'].is_a?(Array) ? answer['results'].first : nil
  if result.is_a?(Hash) && result['score'].is_a?(Numeric)
    $anomalies_failures.set(0)
    event.set('[anomaly]', result.merge('model' => answer['model'], 'threshold' => answer['threshold']))
  else
    event.tag(FAILED_TAG)
    # An answer without a score is about this line; none at all is about the sidecar.
    pause if asked && !answer.is_a?(Hash) && $anomalies_failures.increment_and_get >= @max_failures
  end
end

def pause
  $anomalies_failures.set(0)
  $anomalies_paused_until.set(now_ms + @pause_ms)
end

def now_ms
  java.lang.System.nano_time / 1_000_000
end
