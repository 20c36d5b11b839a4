import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lineNames } from '../flowlix/checklist/lines.ts'
import { declineSentences } from '../flowlix/decline-codes.ts'
import { flowlixErrors } from '../flowlix/face/errors.ts'
import { noticeTypes, retryDelaysMinutes } from '../flowlix/notices/notice.ts'
import {
  flowlixChecklistLines,
  flowlixDeclineTable,
  flowlixErrorTable,
  flowlixTestCardTable,
} from './flowlix-tables.ts'
import { readGuide } from './guides.ts'

/** The cells of one row of a table, found by its first cell. */
const rowOf = (table: string, first: string): string[] => {
  const row = table.split('<tr>').find((each) => each.includes(`>${first}<`))
  assert.ok(row, first)
  return [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell!.replace(/<[^>]*>/g, ''))
}

describe('the tables of the Flowlix guides', () => {
  it('have every error code, with an anchor and its status in each form', () => {
    const table = flowlixErrorTable()
    for (const [code, { type, message }] of Object.entries(flowlixErrors)) {
      assert.ok(table.includes(`<code id="${code}">`))
      assert.deepEqual(
        [rowOf(table, code)[1], rowOf(table, code)[3]],
        [type, message.replaceAll('"', '&quot;')],
      )
    }
    assert.equal(rowOf(table, 'invalid_api_key')[2], '401')
    assert.equal(rowOf(table, 'card_declined')[2], '402 (A), 422 (B, C)')
    assert.equal(rowOf(table, 'service_unavailable')[2], '500 (A), 503 (B, C)')
  })

  it('have every decline code with what the buyer reads', () => {
    const table = flowlixDeclineTable()
    for (const code of Object.keys(declineSentences)) assert.equal(rowOf(table, code).length, 3)
    assert.equal(rowOf(table, 'incorrect_cvc')[2], 'let the buyer correct it')
    assert.equal(rowOf(table, 'insufficient_funds')[2], 'offer another way to pay')
    // Nothing that tells a thief why.
    assert.equal(rowOf(table, 'stolen_card')[1], rowOf(table, 'generic_decline')[1])
  })

  /** Source: contract, flowlix 12. */
  const outcomes: [number: string, outcome: RegExp][] = [
    ['4242 4242 4242 4242', /^Succeeds/],
    ['3782 822463 10005', /^Succeeds/],
    ['4000 0000 0000 0002', /^Declined: generic_decline; do_not_honor in forms B and C\.$/],
    ['4000 0000 0000 9995', /^Declined: insufficient_funds\.$/],
    ['4000 0000 0000 0069', /^Declined: expired_card\.$/],
    ['4000 0000 0000 0127', /^Declined: incorrect_cvc\.$/],
    ['4000 0000 0000 9979', /^Declined: stolen_card\.$/],
    ['4000 0000 0000 6975', /^Declined: card_velocity_exceeded\.$/],
  ]
  for (const [number, outcome] of outcomes)
    it(`say what ${number} does`, () => assert.match(rowOf(flowlixTestCardTable(), number)[2]!, outcome))

  it('have every line of the checklist', () => {
    const list = flowlixChecklistLines()
    for (const line of lineNames) assert.ok(list.includes(`<code>${line}</code>`), line)
  })
})

describe('what the Flowlix guides say in words and the program decides', () => {
  it('webhooks: the delays between attempts, and every event', () => {
    const text = readGuide('flowlix-webhooks').replaceAll('\n', ' ')
    const told = /sent again after ([^.]*?), with the same event/.exec(text)![1]!
    const minutes = { minute: 1, hour: 60 }
    assert.deepEqual(
      [...told.matchAll(/(\d+) (minute|hour)s?/g)].map(
        ([, count, unit]) => Number(count) * minutes[unit as keyof typeof minutes],
      ),
      [...retryDelaysMinutes],
    )
    for (const type of noticeTypes) assert.ok(text.includes(`| \`${type}\``), type)
  })
})
