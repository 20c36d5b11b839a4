/** One line of JSON per entry on standard error; standard output is for what was asked for. */
export type Logger = {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}
export type LogFields = Record<string, unknown>

const plain = (value: unknown): unknown =>
  value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value

export const jsonLogger = (
  level: 'info' | 'warn' | 'error' | 'silent',
  print: (line: string) => void = (line) => process.stderr.write(line),
): Logger => {
  const rank = { info: 0, warn: 1, error: 2, silent: 3 }
  const at =
    (name: 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}) => {
      if (rank[name] < rank[level]) return
      const entries = Object.entries(fields).map(([key, value]) => [key, plain(value)])
      print(
        `${JSON.stringify({ time: new Date().toISOString(), level: name, message, ...Object.fromEntries(entries) })}\n`,
      )
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
