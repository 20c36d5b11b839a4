import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addUser } from '../../../../../test/support/add-user.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { dayMs } from '../../platform/clock/clock.ts'
import { aLiveServer } from '../a-live-server.fixture.ts'
import { aPng, detailsBody } from '../an-account.fixture.ts'

/** A queue with one merchant in it, and somebody who decides. */
const aQueue = async () => {
  const server = await aLiveServer({ FLINT_VERIFIER: 'review' })
  const person = await server.anOperator()
  const place = `/v1/operator/verifications/${server.merchantId}`
  const ask = (method: string, path: string, body?: unknown) =>
    server.call(method, path, {
      key: null,
      headers: person.headers(null),
      ...(body === undefined ? {} : { body }),
    })
  /** As somebody who has just looked. */
  const decide = async (body: { decision: string; [field: string]: unknown }) => {
    const { version } = (await ask('GET', place)).data.verification
    const { status, data, json } = await ask('POST', `${place}/decision`, {
      ...(body.decision === 'approve' ? { expected_version: version } : {}),
      ...body,
    })
    assert.equal(status, 200, JSON.stringify(json))
    return data
  }
  const refused = async (body: unknown, expected: readonly [number, string, string?]) => {
    const { status, error } = await ask('POST', `${place}/decision`, body)
    assert.deepEqual([status, error?.code, error?.param].slice(0, expected.length), expected)
  }
  return { ...server, person, place, ask, decide, refused }
}

describe('GET /v1/operator/verifications', () => {
  it('200: those who wait, by status and page by page', async () => {
    const { giveAll, ask, merchantId, services, server } = await aQueue().then((queue) => ({
      ...queue,
      server: queue,
    }))
    assert.deepEqual((await ask('GET', '/v1/operator/verifications')).data, [])
    await giveAll()
    const { data } = await ask('GET', '/v1/operator/verifications?status=in_review')
    assert.deepEqual(
      data.map((each: any) => [each.merchant_id, each.status, each.legal_name]),
      [[merchantId, 'in_review', 'Lamps LLC']],
    )
    assert.deepEqual((await ask('GET', '/v1/operator/verifications?status=approved')).data, [])
    await services.db.query(
      `INSERT INTO merchants (merchant_id, business_name, created_at) SELECT 'mer_' || n, 'M', now() FROM generate_series(1, 4) n`,
    )
    await services.db.query(
      `INSERT INTO merchant_accounts SELECT 'mer_' || n, version, review_state, is_paused, submitted_at, document, announced, basis, created_at, updated_at
       FROM merchant_accounts, generate_series(1, 4) n WHERE merchant_id = $1`,
      [merchantId],
    )
    const seen: string[] = []
    for (let token = ''; ;) {
      const page = await server.ask(
        'GET',
        `/v1/operator/verifications?page_size=2${token && `&page_token=${token}`}`,
      )
      seen.push(...page.data.map((each: any) => each.merchant_id))
      token = page.json.next_page_token ?? ''
      if (!token) break
    }
    assert.deepEqual([seen.length, new Set(seen).size], [5, 5])
  })

  it("200: stands in no merchant's log, whichever dashboard the reviewer has open", async () => {
    const { call, services, merchantId } = await aQueue()
    const { rows } = await services.db.query(
      `SELECT environment_id FROM environments WHERE merchant_id = $1 AND mode = 'live'`,
      [merchantId],
    )
    const reviewer = await addUser(services, { [merchantId]: 'admin' }, { isOperator: true })
    const headers = reviewer.headers(rows[0].environment_id)
    const answer = await call('GET', '/v1/operator/verifications', { key: null, headers })
    assert.deepEqual([answer.status, answer.headers.get('flint-merchant-id')], [200, null])
    const own = await call('GET', '/v1/orders', { key: null, headers })
    const logged = async () =>
      (await call('GET', '/v1/developer/request-logs', { key: null, headers })).data as any[]
    await waitFor('their other calls are logged', async () =>
      (await logged()).some((log) => log.request_id === own.json.request_id),
    )
    assert.equal(
      (await logged()).some(({ path }) => path.startsWith('/v1/operator')),
      false,
    )
  })

  it('403 AUTHORIZATION_FAILED for somebody who may not review, 401 for a key', async () => {
    const { services, merchantId, call, liveKey } = await aQueue()
    const owner = await addUser(services, { [merchantId]: 'owner' })
    const other = await call('GET', '/v1/operator/verifications', { key: null, headers: owner.headers(null) })
    assert.deepEqual([other.status, other.error.code], [403, 'AUTHORIZATION_FAILED'])
    assert.equal((await call('GET', '/v1/operator/verifications', { key: liveKey })).status, 401)
  })
})

describe('GET /v1/operator/verifications/{merchant_id}', () => {
  it('200: the account, what was decided, and its documents', async () => {
    const { giveAll, send, path, ask, place, decide, person } = await aQueue()
    await giveAll()
    await send('POST', `${path}/verification/documents`, {
      kind: 'identity_document',
      file_name: 'a.png',
      content: aPng,
    })
    await decide({ decision: 'approve', message: 'All good.' })
    const { data } = await ask('GET', place)
    assert.equal(data.verification.status, 'approved')
    const [{ decision, decided_by, message }] = data.decisions
    assert.deepEqual([decision, decided_by, message], ['approve', person.userId, 'All good.'])
    const [{ document_id }] = data.verification.documents
    const file = await ask('GET', `${place}/documents/${document_id}`)
    assert.deepEqual([file.data.content, file.data.content_type], [aPng, 'image/png'])
  })

  it('404 RESOURCE_NOT_FOUND for a merchant or document that is not there', async () => {
    const { ask, place } = await aQueue()
    for (const path of ['/v1/operator/verifications/mer_none', `${place}/documents/mdoc_none`])
      assert.equal((await ask('GET', path)).error.code, 'RESOURCE_NOT_FOUND')
    const body = { decision: 'approve' }
    assert.equal((await ask('POST', '/v1/operator/verifications/mer_none/decision', body)).status, 404)
  })
})

describe('POST /v1/operator/verifications/{merchant_id}/decision', () => {
  it('200 approve: live mode opens', async () => {
    const { giveAll, axes, decide } = await aQueue()
    await giveAll()
    assert.equal(await axes(), 'pending pending_verification, pending pending_verification')
    await decide({ decision: 'approve' })
    assert.equal(await axes(), 'ready, ready')
  })

  it('200 request_more: blocks until it is given, then waits for the next look', async () => {
    const { giveAll, axes, state, decide, send, path } = await aQueue()
    await giveAll()
    await decide({
      decision: 'request_more',
      fields: ['business_tax_id'],
      message: 'The number is not yours.',
    })
    const { status, next_step: step } = await state()
    assert.deepEqual(
      [status, step.code, step.required_fields],
      ['needs_input', 'resolve_requirements', ['business.tax_id']],
    )
    assert.equal((await send('GET', `${path}/verification`)).message, 'The number is not yours.')
    await send('POST', step.submit_endpoint, { business: { tax_id: '98-7654321' } })
    assert.equal(await axes(), 'pending pending_verification, pending pending_verification')
    await decide({ decision: 'approve' })
    assert.equal(await axes(), 'ready, ready')
  })

  it('200 request_more by a deadline: who was approved is blocked when it passes', async () => {
    const { giveAll, axes, decide, passes, clock } = await aQueue()
    await giveAll()
    await decide({ decision: 'approve' })
    const deadline_at = new Date(clock.nowMs() + 5 * dayMs).toISOString()
    await decide({ decision: 'request_more', fields: ['bank_account_statement'], deadline_at })
    assert.equal(await axes(), 'ready, ready')
    await passes(5 * dayMs)
    assert.equal(await axes(), 'ready, blocked requirements_past_due')
  })

  it('200 reject, and approve after all', async () => {
    const { giveAll, axes, decide } = await aQueue()
    await giveAll()
    await decide({ decision: 'reject', message: 'No.' })
    assert.match(await axes(), /disabled_by_platform_policy/)
    await decide({ decision: 'approve' })
    assert.equal(await axes(), 'ready, ready')
  })

  it('200 pause and resume, also before anything was given', async () => {
    const { giveAll, axes, decide, send, path, told } = await aQueue()
    await decide({ decision: 'pause' })
    await decide({ decision: 'resume' })
    await giveAll()
    await decide({ decision: 'approve' })
    await decide({ decision: 'pause', message: 'Please call us.' })
    assert.match(await axes(), /disabled_by_platform_policy/)
    const merchant = await send('GET', path)
    assert.deepEqual([merchant.status, merchant.status_reason], ['suspended', 'account_paused'])
    await decide({ decision: 'resume' })
    assert.equal(await axes(), 'ready, ready')
    const readiness = (await told()).filter(({ type }) => type === 'merchant.readiness.updated')
    assert.deepEqual(
      readiness.slice(-3).map(({ data }) => data.payments.status),
      ['ready', 'blocked', 'ready'],
    )
  })

  it('200: what is decided twice is decided once', async () => {
    const { giveAll, decide, told } = await aQueue()
    await giveAll()
    await decide({ decision: 'approve' })
    const before = (await told()).length
    await decide({ decision: 'approve' })
    assert.equal((await told()).length, before)
  })

  it('a change of what was approved is looked at again, and stays approved meanwhile', async () => {
    const { giveAll, axes, decide, send, path, ask } = await aQueue()
    await giveAll()
    await decide({ decision: 'approve' })
    const changed = await send('POST', `${path}/verification`, { bank_account: detailsBody.bank_account })
    assert.deepEqual(
      [changed.status, changed.requirements.pending_verification],
      ['in_review', ['bank_account']],
    )
    assert.equal(await axes(), 'ready, ready')
    assert.equal((await ask('GET', '/v1/operator/verifications?status=in_review')).data.length, 1)
  })

  it('400 for what does not fit together', async () => {
    const { refused } = await aQueue()
    await refused({ decision: 'request_more' }, [400, 'FIELD_REQUIRED', 'fields'])
    await refused({ decision: 'approve', fields: ['owners'] }, [400, 'INVALID_REQUEST', 'fields'])
    await refused({ decision: 'request_more', fields: ['owners'], deadline_at: '2020-01-01T00:00:00Z' }, [
      400,
      'INVALID_TIMESTAMP',
      'deadline_at',
    ])
  })

  it('409 MERCHANT_ACCOUNT_NOT_READY before there is something to decide about', async () => {
    const { refused, send, path } = await aQueue()
    await refused({ decision: 'approve' }, [409, 'MERCHANT_ACCOUNT_NOT_READY', 'decision'])
    await send('POST', `${path}/verification`, { business: { industry: 'Lamps' } })
    await refused({ decision: 'approve' }, [409, 'MERCHANT_ACCOUNT_NOT_READY', 'decision'])
  })

  it('an approval names what was looked at: 400 without expected_version, 409 VERSION_CONFLICT for another', async () => {
    const { refused, giveAll } = await aQueue()
    await giveAll()
    await refused({ decision: 'approve' }, [400, 'FIELD_REQUIRED', 'expected_version'])
    await refused({ decision: 'approve', expected_version: 99 }, [
      409,
      'VERSION_CONFLICT',
      'expected_version',
    ])
  })
})
