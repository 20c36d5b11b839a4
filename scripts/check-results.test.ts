import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { runChecks, type CheckResult } from './checks.ts'

/*
 * The checks as tests, so that a failed one stands in the one summary at the end and in the exit code. `npm test` runs
 * them first and hands over what they said; alone, this file runs them itself.
 */
const file = process.env.FLINT_CHECK_RESULTS
const results = file ? (JSON.parse(readFileSync(file, 'utf8')) as CheckResult[]) : runChecks()

describe('checks', () => {
  for (const { name, isPassed, output } of results) it(name, () => assert.ok(isPassed, output))
})
