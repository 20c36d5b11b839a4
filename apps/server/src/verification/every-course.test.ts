import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { addMerchant } from '../../../../test/support/add-merchant.ts'
import { dayMs, plusMs } from '../platform/clock/clock.ts'
import { type Context, systemContext } from '../platform/context.ts'
import { findLiveEnvironment } from '../platform/auth/queries.ts'
import { aLiveServer } from './a-live-server.fixture.ts'
import { aWholeAccount } from './an-account.fixture.ts'
import { changeAccount, getStanding } from './change-account.ts'
import { type DecisionInput, decided } from './decide.ts'
import { fieldNames } from './field-names.ts'
import { given } from './give.ts'
import { axesOf } from './readiness.ts'
import { type Announced, announcedOf } from './standing.ts'

const server = await aLiveServer({ FLINT_VERIFIER: 'review' })
const whole = aWholeAccount()

type Move =
  | { kind: 'give'; parts: ('profile' | 'business' | 'people' | 'bankAccount' | 'terms')[] }
  | { kind: 'country' }
  | { kind: 'decide'; decision: DecisionInput['decision']; days: number }
  | { kind: 'time'; days: number }

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    kind: fc.constant('give' as const),
    parts: fc
      .subarray(['profile', 'business', 'people', 'bankAccount', 'terms'] as const, { minLength: 1 })
      .map((parts) => [...parts]),
  }),
  fc.record({ kind: fc.constant('country' as const) }),
  fc.record({
    kind: fc.constant('decide' as const),
    decision: fc.constantFrom('approve', 'request_more', 'reject', 'pause', 'resume'),
    days: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ kind: fc.constant('time' as const), days: fc.integer({ min: 1, max: 4 }) }),
)

const does = async (ctx: Context, each: Move): Promise<void> => {
  const { merchantId } = ctx
  if (each.kind === 'time') return server.passes(each.days * dayMs)
  await changeAccount(ctx, merchantId, ({ account, now }) => {
    if (each.kind === 'decide') {
      if (account.startedAt === null) return { account }
      if (each.decision === 'approve' && account.review.state === 'collecting') return { account }
      const input: DecisionInput = {
        decision: each.decision,
        fields: ['identity_document', 'business_phone'],
        deadlineAt: plusMs(now, each.days * dayMs),
        message: null,
      }
      return { account: decided(account, input, { hasProcessor: true, isCollectedByProvider: false }, now) }
    }
    if (each.kind === 'country') {
      const after = { ...account, country: 'US', requestedCapabilities: whole.requestedCapabilities }
      return { account: given(account, after, ['country', 'requested_capabilities'], now) }
    }
    const after = { ...account, ...Object.fromEntries(each.parts.map((part) => [part, whole[part]])) }
    return { account: given(account, after, fieldNames, now) }
  })
}

const eventsOf = async (merchantEnvironmentId: string) => {
  const { rows } = await server.services.db.query(
    `SELECT event_type, resource_id, data FROM events WHERE environment_id = $1 ORDER BY event_id`,
    [merchantEnvironmentId],
  )
  return rows as { event_type: string; resource_id: string; data: Record<string, unknown> }[]
}

const withoutTime = (row: object) => ({ ...row, observed_at: '' })
const asStored = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/** How many events a change must have sent. */
const changesFrom = (before: Announced, after: Announced): number =>
  Number(!isDeepStrictEqual(asStored(before.readiness), asStored(after.readiness))) +
  Object.keys(after.capabilities).filter(
    (name) => !isDeepStrictEqual(asStored(before.capabilities[name]), asStored(after.capabilities[name])),
  ).length

describe('any course of submissions, decisions and time', () => {
  it('ends where the axes follow from the requirements, and events told of every change and of nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 3, maxLength: 12 }), async (moves) => {
        const { merchantId } = await addMerchant(server.services)
        const live = (await server.services.db.run(findLiveEnvironment(merchantId)))!
        const context = () => systemContext(server.services, live)
        let expected = 0
        for (const each of moves) {
          const before = announcedOf(await getStanding(server.services, merchantId))
          await does(context(), each)
          const standing = await getStanding(server.services, merchantId)
          expected += changesFrom(before, announcedOf(standing))
          assert.deepEqual(standing.axes, axesOf(standing.account, standing.now, standing.setting))
          assert.equal(standing.merchant.live.payments === 'ready', standing.axes.payments.status === 'ready')
        }
        const events = await eventsOf(live.environmentId)
        assert.equal(events.length, expected)
        const { readiness, capabilities } = asStored(
          announcedOf(await getStanding(server.services, merchantId)),
        )
        const lastOf = (about: string) => events.findLast(({ resource_id: id }) => id === about)?.data
        const told = lastOf(merchantId)
        if (told) {
          const { payments, payouts, requirements } = told
          assert.deepEqual({ payments, payouts, requirements }, readiness)
        }
        for (const [name, row] of Object.entries(capabilities)) {
          const data = lastOf(name)
          if (data) assert.deepEqual(withoutTime(data), withoutTime(row))
        }
      }),
      { numRuns: 25, seed: 7 },
    )
  })
})
