import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiRefusal, NoAnswer } from '../api-request.ts'
import type { SessionStatus } from '../api-shapes.ts'
import { createServerClock } from '../server-clock.ts'
import { showMoney } from '../show-money.ts'
import { aLine, aSnapshot, usd } from './link.fixture.ts'
import { createLinkMemory } from './link-memory.ts'
import type { Launch, LinkSnapshot, ResolveBody } from './link-shapes.ts'
import { createPaymentLink } from './payment-link.ts'

const tea = aLine({ allow_quantity_adjustment: true, max_quantity: 9 })
const launch: Launch = { sessionId: 'cs_1', secret: 's', url: 'https://pay.example/checkout/cs_1#s' }

/** A link's page with answers that are planned; what it sent and where it went are noted. */
const aPage = (plan: {
  snapshots?: LinkSnapshot[]
  resolutions?: (Launch | Error)[]
  sessionStatus?: SessionStatus
  stored?: Map<string, string>
}) => {
  const snapshots = plan.snapshots ?? [aSnapshot({ line_items: [tea] })]
  const resolutions = plan.resolutions ?? [launch]
  const stored = plan.stored ?? new Map<string, string>()
  const sent: { body: ResolveBody; key: string }[] = []
  const left: string[] = []
  let keys = 0
  const page = createPaymentLink({
    api: {
      getSnapshot: async () => ({
        snapshot: snapshots.length > 1 ? snapshots.shift()! : snapshots[0]!,
        isTestMode: true,
      }),
      resolve: async (body, key) => {
        sent.push({ body, key })
        const answer = resolutions.length > 1 ? resolutions.shift()! : resolutions[0]!
        if (answer instanceof Error) throw answer
        return answer
      },
      getSessionStatus: async () => plan.sessionStatus ?? 'open',
    },
    clock: createServerClock(() => Date.parse('2026-07-01T12:00:00Z')),
    memory: createLinkMemory('pl_1', {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    }),
    wait: async () => {},
    newKey: () => `key-${++keys}`,
    leave: (url) => void left.push(url),
    showMoney: (money) => showMoney(money, 'en-US'),
  })
  const chooseQuantity = (text: string) =>
    page.choose('quantity:tea', { ...page.getState().choices, quantities: { tea: text } })
  return { page, sent, left, stored, chooseQuantity }
}

const refusal = (code: string, param: string | null = null, status = 409) =>
  new ApiRefusal(status, code, param, null, 'No.')
const next = (special: object = {}, around: object = {}) =>
  aSnapshot({ line_items: [tea], ...special }, { resolution_context: 'context-2', ...around })

describe('a payment link in a tab', () => {
  it('goes on to the checkout of what was chosen', async () => {
    const { page, sent, left, chooseQuantity } = aPage({})
    await page.load()
    chooseQuantity('3')
    await page.submit()
    assert.deepEqual(sent, [
      { body: { resolution_context: 'context-1', quantity_overrides: { tea: 3 } }, key: 'key-1' },
    ])
    assert.deepEqual(left, [launch.url])
    assert.equal(page.getState().activity, 'leaving')
  })

  it('sends nothing that is wrong, and says what', async () => {
    const { page, sent, chooseQuantity } = aPage({})
    await page.load()
    chooseQuantity('10')
    await page.submit()
    assert.equal(sent.length, 0)
    assert.deepEqual(page.getState().problems, { 'quantity:tea': 'The most you can buy is 9.' })
    assert.equal(page.getState().sentBack, 1)
    chooseQuantity('9')
    assert.deepEqual(page.getState().problems, {})
  })

  it('sends the same key again while the outcome is unknown, and another for another wish', async () => {
    const { page, sent, chooseQuantity } = aPage({ resolutions: [new NoAnswer()] })
    await page.load()
    await page.submit()
    assert.equal(page.getState().notice?.title, 'We could not reach the payment service')
    assert.equal(page.getState().activity, 'idle')
    await page.submit()
    assert.equal(new Set(sent.map(({ key }) => key)).size, 1)
    chooseQuantity('2')
    await page.submit()
    assert.equal(sent.at(-1)?.key, 'key-2')
  })

  it('replaces an old snapshot without a word', async () => {
    const old = refusal('PAYMENT_LINK_RESOLUTION_CONTEXT_REFRESH_REQUIRED', 'resolution_context')
    const { page, sent, left } = aPage({
      snapshots: [aSnapshot({ line_items: [tea] }), next()],
      resolutions: [old, launch],
    })
    await page.load()
    await page.submit()
    assert.deepEqual(
      sent.map(({ body, key }) => [body.resolution_context, key]),
      [
        ['context-1', 'key-1'],
        ['context-2', 'key-2'],
      ],
    )
    assert.equal(left.length, 1)
    assert.equal(page.getState().notice, null)
  })

  it('does not even send one whose time is over', async () => {
    const expired = aSnapshot(
      { line_items: [tea] },
      { resolution_context_expires_at: '2026-07-01T11:59:00Z' },
    )
    const { page, sent } = aPage({ snapshots: [expired, next()] })
    await page.load()
    await page.submit()
    assert.deepEqual(
      sent.map(({ body }) => body.resolution_context),
      ['context-2'],
    )
  })

  it('shows a link that was changed, says so, and asks again', async () => {
    const dearer = next({ version: 2, line_items: [{ ...tea, unit_price_money: usd(500) }] })
    const { page, left, chooseQuantity } = aPage({
      snapshots: [aSnapshot({ line_items: [tea] }), dearer],
      resolutions: [refusal('PAYMENT_LINK_CHANGED', 'resolution_context'), launch],
    })
    await page.load()
    chooseQuantity('2')
    await page.submit()
    const { notice, choices, offer, activity } = page.getState()
    assert.equal(notice?.title, 'The seller has changed this page')
    assert.deepEqual(
      [choices.quantities, offer?.lines[0]?.unitPrice, activity],
      [{ tea: '2' }, usd(500), 'idle'],
    )
    assert.equal(left.length, 0)
    await page.submit()
    assert.equal(left.length, 1)
  })

  it('says at a field what the server refuses there, until it is changed', async () => {
    const { page, chooseQuantity } = aPage({
      resolutions: [refusal('QUANTITY_ABOVE_MAX', 'quantity_overrides.tea', 400)],
    })
    await page.load()
    await page.submit()
    assert.deepEqual(page.getState().refused, { field: 'quantity:tea', sentence: 'No.' })
    chooseQuantity('2')
    assert.equal(page.getState().refused, null)
  })

  it('says how many are left where somebody else was quicker', async () => {
    const event = { payment_link_type: 'event', line_items: [tea] } as const
    const { page, chooseQuantity } = aPage({
      snapshots: [aSnapshot(event, { remaining_quantity: 5 }), aSnapshot(event, { remaining_quantity: 1 })],
      resolutions: [refusal('EVENT_SOLD_OUT', 'quantity_overrides')],
    })
    await page.load()
    chooseQuantity('2')
    await page.submit()
    assert.deepEqual(page.getState().problems, { 'quantity:tea': 'The most you can buy is 1.' })
  })

  it('is gone where the link is', async () => {
    const { page } = aPage({})
    await page.load()
    assert.equal(page.getState().load, 'ready')
    const missing = aPage({ resolutions: [refusal('PAYMENT_LINK_NOT_FOUND', 'payment_link_id', 404)] })
    await missing.page.load()
    await missing.page.submit()
    assert.equal(missing.page.getState().activity, 'idle')
  })
})

describe('a tab that comes back from a checkout', () => {
  it('finds its choices, and goes to the same checkout while it is open', async () => {
    const first = aPage({})
    await first.page.load()
    first.chooseQuantity('4')
    await first.page.submit()
    const second = aPage({ stored: first.stored })
    await second.page.load()
    assert.deepEqual(second.page.getState().choices.quantities, { tea: '4' })
    await second.page.submit()
    assert.deepEqual([second.sent.length, second.left], [0, [launch.url]])
  })

  it('makes another one of other choices', async () => {
    const first = aPage({})
    await first.page.load()
    await first.page.submit()
    const second = aPage({ stored: first.stored })
    await second.page.load()
    second.chooseQuantity('2')
    await second.page.submit()
    assert.equal(second.sent.length, 1)
  })

  it('begins anew once it was paid', async () => {
    const first = aPage({})
    await first.page.load()
    first.chooseQuantity('4')
    await first.page.submit()
    const second = aPage({ stored: first.stored, sessionStatus: 'paid' })
    await second.page.load()
    assert.deepEqual(second.page.getState().choices.quantities, { tea: '1' })
    await second.page.submit()
    assert.equal(second.sent.length, 1)
  })
})
