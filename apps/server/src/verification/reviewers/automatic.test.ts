import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dayMs, minuteMs, plusMs } from '../../platform/clock/clock.ts'
import type { Account } from '../account.ts'
import { aWholeAccount, now } from '../an-account.fixture.ts'
import { given } from '../give.ts'
import { settled } from '../review.ts'
import { automatic } from './automatic.ts'

const setting = { hasProcessor: true, isCollectedByProvider: false }
const at = (website: string, more: Partial<Account> = {}) =>
  aWholeAccount({ ...more, profile: { ...aWholeAccount().profile, websiteUrl: website } })
const looked = (account: Account, when = now) => settled(account, automatic, setting, when)
const withDocument = (account: Account): Account => {
  const before = { ...account, version: account.version + 1 }
  const document = {
    documentId: 'mdoc_one',
    kind: 'identity_document' as const,
    fileName: 'a.png',
    contentType: 'image/png',
    sizeBytes: 1,
    uploadedAt: now,
  }
  return given(before, { ...before, documents: [...before.documents, document] }, ['identity_document'], now)
}

describe('the automatic reviewer', () => {
  it('approves what is whole at once', () => {
    for (const website of [
      'https://lamps.example',
      'https://approved.flint.test',
      'http://pending.example',
    ]) {
      const { review } = looked(at(website))
      assert.deepEqual([review.state, review.approvedAt], ['approved', now])
    }
  })

  it('looks at nothing before everything is there', () =>
    assert.equal(looked(at('https://lamps.example', { terms: null })).review.state, 'collecting'))

  it('pending-90s: approves after that time', () => {
    const waiting = looked(at('https://pending-90s.flint.test/shop'))
    assert.deepEqual([waiting.review.state, waiting.review.decideAt], ['in_review', plusMs(now, 90_000)])
    assert.equal(looked(waiting, plusMs(now, 89_999)).review.state, 'in_review')
    assert.equal(looked(waiting, plusMs(now, 90_000)).review.state, 'approved')
  })

  it('counts seconds, minutes, hours and days', () => {
    for (const [part, ms] of [
      ['5s', 5000],
      ['2m', 2 * minuteMs],
      ['3h', 180 * minuteMs],
      ['1d', dayMs],
    ] as const)
      assert.equal(looked(at(`https://pending-${part}.flint.test`)).review.decideAt, plusMs(now, ms))
  })

  it('needs-document: asks for an identity document, then approves', () => {
    const asked = looked(at('https://needs-document.flint.test'))
    assert.deepEqual([asked.review.state, asked.demands[0]?.field], ['collecting', 'identity_document'])
    const shown = looked(withDocument(asked))
    assert.deepEqual([shown.review.state, shown.demands], ['approved', []])
  })

  it('rejected: turns it down for good', () => {
    const account = looked(at('https://rejected.flint.test'))
    assert.equal(account.review.state, 'rejected')
    assert.equal(looked({ ...account, version: 2 }).review.state, 'rejected')
  })

  it('due-in-30d: approves, and wants a document after 30 days, by 60', () => {
    const account = looked(at('https://due-in-30d.flint.test'))
    assert.equal(account.review.state, 'approved')
    const [demand] = account.demands
    assert.deepEqual([demand?.fromAt, demand?.dueAt], [plusMs(now, 30 * dayMs), plusMs(now, 60 * dayMs)])
    const shown = looked(withDocument(account), plusMs(now, 70 * dayMs))
    assert.deepEqual([shown.review.state, shown.demands], ['approved', []])
  })

  it('takes only whole names that nobody can own', () => {
    for (const website of [
      'https://rejected.flint.test.example',
      'https://my-rejected.flint.test',
      'https://rejected.example',
      'https://pending-99999s.flint.test',
    ])
      assert.equal(looked(at(website)).review.state, 'approved')
  })
})
