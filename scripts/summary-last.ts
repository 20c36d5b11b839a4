import type { TestEvent } from 'node:test/reporters'
import { Readable } from 'node:stream'
import { spec } from 'node:test/reporters'

const summaryLine = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/

/**
 * The spec reporter, with its counts at the very end. By itself it prints the details of failed tests after them, and
 * whoever looks at the last lines, person or script, would not see how many.
 */
export default async function* summaryLast(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const summary: string[] = []
  const withoutSummary = async function* () {
    for await (const event of events) {
      const message = event.type === 'test:diagnostic' && event.data.nesting === 0 ? event.data.message : ''
      if (summaryLine.test(message)) summary.push(message)
      else yield event
    }
  }
  yield* Readable.from(withoutSummary()).compose(new spec()) as AsyncIterable<string>
  yield `\n${summary.map((line) => `ℹ ${line}\n`).join('')}`
}
