import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { transferMs, transfers, untilDeadline } from './transfers.ts'

const unavailable = (error: any) => error.definition?.status === 503 || error.status === 503

describe('transfers', () => {
  it('are one for each merchant and two in all', () => {
    const imports = transfers('import')
    const end = imports.begin('mer_1')
    assert.throws(() => imports.begin('mer_1'), unavailable)
    imports.begin('mer_2')
    assert.throws(() => imports.begin('mer_3'), unavailable)
    end()
    imports.begin('mer_1')
  })
})

describe('untilDeadline', () => {
  it('passes on what arrives in time and waits no longer', async () => {
    let nowMs = 0
    const clock = { nowMs: () => nowMs, now: () => new Date(nowMs).toISOString() }
    async function* dripping() {
      for (;;) {
        nowMs += transferMs / 2
        yield Buffer.from('a')
      }
    }
    const arrived: string[] = []
    await assert.rejects(async () => {
      for await (const chunk of untilDeadline(dripping(), clock)) arrived.push(String(chunk))
    }, unavailable)
    assert.deepEqual(arrived, ['a', 'a'])
  })
})
