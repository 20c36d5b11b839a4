import assert from 'node:assert/strict'
import { addUser } from '../../../../test/support/add-user.ts'
import { type TestServer, startTestServer } from '../../../../test/support/server.ts'
import type { RemoteProcessor } from '../payments/processors/processor.ts'
import { liveProcessors } from '../payments/processors/registered.ts'
import { runDueTimers } from '../platform/jobs/timers.ts'
import { timerHandlers } from '../timer-handlers.ts'
import { advanceBody, detailsBody } from './an-account.fixture.ts'

/** Somebody takes live money: nothing here asks them for any. */
const present = { name: 'present', isRemote: true } as unknown as RemoteProcessor

export type Told = { type: string; about: string; data: any }

/** A server whose live mode has a processor, with what tests of verification do there. */
export const aLiveServer = async (env: Record<string, string> = {}) => {
  liveProcessors['present'] = () => present
  const server = await startTestServer({ FLINT_PROCESSOR: 'present', ...env })
  const { merchantId } = server.seeded
  const path = `/v1/merchants/${merchantId}`
  const send = async (method: string, url: string, body?: unknown) => {
    const { status, data, json } = await server.call(method, url, {
      key: server.liveKey,
      ...(body === undefined ? {} : { body }),
    })
    assert.ok(status < 300, `${method} ${url}: ${JSON.stringify(json)}`)
    return data
  }
  return {
    ...server,
    merchantId,
    path,
    send,
    /** Everything that is asked for, by two calls. */
    giveAll: async (website = 'https://lamps.example') => {
      await send('POST', '/v1/onboarding/advance', advanceBody(website))
      return send('POST', `${path}/verification`, detailsBody)
    },
    state: () => send('GET', '/v1/onboarding/state'),
    /** Both axes in one line. */
    axes: async (): Promise<string> => {
      const { payments, payouts } = await send('GET', `${path}/readiness`)
      return [payments, payouts]
        .map(({ status, status_reason: why }) => (why ? `${status} ${why}` : status))
        .join(', ')
    },
    /** What charges are let through by. */
    kept: async (): Promise<string> => {
      const { rows } = await server.services.db.query(
        'SELECT payments_status, payouts_status FROM merchants WHERE merchant_id = $1',
        [merchantId],
      )
      return `${rows[0].payments_status}, ${rows[0].payouts_status}`
    },
    passes: async (milliseconds: number) => {
      server.clock.advance(milliseconds)
      await runDueTimers(server.services, timerHandlers)
    },
    told: (): Promise<Told[]> => toldIn(server),
    anOperator: () => addUser(server.services, {}, { isOperator: true }),
  }
}

/** All events about accounts, in their order. */
export const toldIn = async ({ services }: Pick<TestServer, 'services'>): Promise<Told[]> => {
  const { rows } = await services.db.query(
    `SELECT event_type, resource_id, data FROM events
     WHERE event_type IN ('merchant.readiness.updated', 'capability.updated') ORDER BY event_id`,
  )
  return rows.map(({ event_type, resource_id, data }) => ({ type: event_type, about: resource_id, data }))
}
