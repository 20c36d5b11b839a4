import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Answers and payloads as they were when a version was published, with ids, times and secrets replaced by what they are.
 * `FLINT_RECORD_ANSWERS=1 node --test test/contract/versions.test.ts` writes them anew; whoever does that
 * says in the commit which field changed, and why no program that reads the version breaks by it.
 */
export const recordedAnswers = (name: string) => {
  const path = join(import.meta.dirname, 'recorded', `${name}.json`)
  const isRecording = process.env['FLINT_RECORD_ANSWERS'] === '1'
  const kept: Record<string, unknown> = isRecording ? {} : JSON.parse(readFileSync(path, 'utf8'))
  const seen = new Set<string>()
  const normal = normaliser()
  return {
    expect: (what: string, shown: unknown) => {
      const plain = normal(shown)
      seen.add(what)
      if (isRecording) kept[what] = plain
      else assert.deepEqual(plain, kept[what], what)
    },
    /** Writes what was recorded, or makes sure that nothing of it was left out. */
    end: () => {
      if (isRecording) writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`)
      assert.deepEqual([...seen].toSorted(), Object.keys(kept).toSorted())
    },
  }
}

const patterns: [RegExp, (found: string) => string][] = [
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, () => '<time>'],
  [/^whsec_\S+$/, () => '<webhook secret>'],
  [/^flint_(test|live)_[0-9a-f]{64}$/, () => '<api key>'],
  [/^flint_(test|live)_[0-9a-f]{4,20}$/, () => '<start of an api key>'],
  [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, () => '<uuid>'],
  [/^auto-\S{24}$/, () => '<idempotency key>'],
]

/** One id is one name wherever it stands: `ord_1` is the first order that was seen. */
const normaliser = () => {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  const nameOf = (id: string) => {
    const known = names.get(id)
    if (known) return known
    const prefix = id.slice(0, id.indexOf('_'))
    const count = (counts.get(prefix) ?? 0) + 1
    counts.set(prefix, count)
    const name = `${prefix}_${count}`
    names.set(id, name)
    return name
  }
  const textOf = (text: string): string => {
    for (const [pattern, replaced] of patterns) if (pattern.test(text)) return replaced(text)
    return text
      .replace(/\b[a-z]+_[0-9A-HJKMNP-TV-Z]{26}\b/g, nameOf)
      .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'http://flint')
      .replace(/#\S{20,}$/, '#<secret>')
      .replace(/request_id=[0-9a-f-]{36}/, 'request_id=<uuid>')
  }
  const normal = (value: unknown): unknown => {
    if (typeof value === 'string') return textOf(value)
    if (Array.isArray(value)) return value.map(normal)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        /fingerprint|auth_token|support_reference/.test(name) && inner !== null ? `<${name}>` : normal(inner),
      ]),
    )
  }
  return normal
}
