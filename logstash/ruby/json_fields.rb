# Takes what every log line has (time, level, text, service, identifiers) out of a JSON line in [app] into ECS fields.
# The other keys stay in [app].

TIMES = %w[@timestamp timestamp time ts datetime date].freeze
LEVELS = %w[log.level level severity levelname loglevel lvl].freeze
TEXTS = %w[message msg log text event].freeze
FIELDS = {
  '[service][name]' => %w[service.name service app application],
  '[log][logger]' => %w[log.logger logger logger_name],
  '[process][thread][name]' => %w[process.thread.name thread thread_name],
  '[trace][id]' => %w[trace.id trace_id traceId],
  '[transaction][id]' => %w[transaction.id transaction_id],
  '[session][id]' => %w[session.id session_id sessionId],
  '[http][request][id]' => %w[http.request.id request_id requestId],
  '[error][stack_trace]' => %w[error.stack_trace stack_trace stacktrace],
}.freeze

# What pino and bunyan write.
NUMBERED = { 10 => 'trace', 20 => 'debug', 30 => 'info', 40 => 'warn', 50 => 'error', 60 => 'fatal' }.freeze

def register(params); end

def filter(event)
  app = event.get('[app]')
  return [event] unless app.is_a?(Hash)

  event.set('[@metadata][kind]', 'json')
  time = take(app, TIMES) { |value| value.is_a?(String) || value.is_a?(Numeric) }
  event.set('[@metadata][time]', seconds_or_text(time)) unless time.nil?
  level = take(app, LEVELS) { |value| value.is_a?(String) || NUMBERED.key?(value) }
  event.set('[log][level]', NUMBERED.fetch(level, level)) unless level.nil?
  text = take(app, TEXTS) { |value| value.is_a?(String) && !value.strip.empty? }
  event.set('message', text) unless text.nil?
  FIELDS.each do |target, names|
    value = take(app, names) { |it| it.is_a?(String) && !it.empty? }
    event.set(target, value) unless value.nil? || event.get(target)
  end
  app.empty? ? event.remove('[app]') : event.set('[app]', app)
  [event]
end

# The first of the keys that is there with a fitting value; it is taken out. A dotted name may be nested.
def take(app, names)
  names.each do |name|
    return app.delete(name) if app.key?(name) && yield(app[name])

    *outer, last = name.split('.')
    holder = outer.empty? ? nil : app.dig(*outer) rescue nil
    next unless holder.is_a?(Hash) && holder.key?(last) && yield(holder[last])

    value = holder.delete(last)
    app.delete(outer.first) if outer.size == 1 && holder.empty?
    return value
  end
  nil
end

# Seconds as they are, milliseconds told by their size: 1e11 s is the year 5138.
def seconds_or_text(time)
  return time unless time.is_a?(Numeric)

  (time.abs < 1e11 ? time * 1000 : time).to_i.to_s
end
