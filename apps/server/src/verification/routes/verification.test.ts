import assert from 'node:assert/strict'
import { request } from 'node:http'
import { describe, it } from 'node:test'
import { addMerchant } from '../../../../../test/support/add-merchant.ts'
import { waitFor } from '../../../../../test/support/wait-for.ts'
import { dayMs } from '../../platform/clock/clock.ts'
import { aLiveServer } from '../a-live-server.fixture.ts'
import { aPng, advanceBody, detailsBody } from '../an-account.fixture.ts'

const anAnswerOf = (server: Awaited<ReturnType<typeof aLiveServer>>) => {
  const call = (method: string, path: string, body?: unknown, key = server.liveKey) =>
    server.call(method, path, { key, ...(body === undefined ? {} : { body }) })
  const refused = async (
    method: string,
    path: string,
    body: unknown,
    expected: readonly [number, string, string?],
    key?: string,
  ) => {
    const { status, error } = await call(method, path, body, key)
    assert.deepEqual([status, error?.code, error?.param].slice(0, expected.length), expected)
    return error
  }
  return { call, refused }
}

describe('GET /v1/merchants/{merchant_id}/verification', () => {
  it('200: before anything was given', async () => {
    const { send, path, merchantId } = await aLiveServer()
    const data = await send('GET', `${path}/verification`)
    assert.deepEqual(
      [data.merchant_id, data.version, data.status, data.verifier, data.people, data.bank_account],
      [merchantId, 0, 'not_started', 'automatic', [], null],
    )
  })

  it('200: shows what was given, and nothing that is secret', async () => {
    const { send, path, giveAll } = await aLiveServer()
    await giveAll()
    const data = await send('GET', `${path}/verification`)
    assert.equal(data.business.tax_id_last4, '6789')
    assert.deepEqual(
      [data.bank_account.routing_number, data.bank_account.last4, data.people[0].is_ssn_last_4_provided],
      ['110000000', '4321', true],
    )
    assert.equal(data.terms.ip_address, '127.0.0.1')
    const text = JSON.stringify(data)
    for (const secret of ['123456789', '12-3456789', '000987654321', '"4321"ssn', 'sealed'])
      assert.ok(!text.includes(secret), secret)
  })

  it('403 DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY with a test key', async () => {
    const server = await aLiveServer()
    const { refused } = anAnswerOf(server)
    const wanted = [403, 'DEVELOPER_MANAGEMENT_REQUIRES_LIVE_KEY'] as const
    await refused('GET', `${server.path}/verification`, undefined, wanted, server.sandboxKey)
    await refused('POST', `${server.path}/verification`, detailsBody, wanted, server.sandboxKey)
    const document = { kind: 'identity_document', file_name: 'a.png', content: aPng }
    await refused('POST', `${server.path}/verification/documents`, document, wanted, server.sandboxKey)
  })

  it('404 RESOURCE_NOT_FOUND: another merchant', async () => {
    const server = await aLiveServer()
    const { refused } = anAnswerOf(server)
    const { liveKey } = await addMerchant(server.services)
    const wanted = [404, 'RESOURCE_NOT_FOUND', 'merchant_id'] as const
    await refused('GET', `${server.path}/verification`, undefined, wanted, liveKey)
    await refused('POST', `${server.path}/verification`, detailsBody, wanted, liveKey)
  })
})

describe('POST /v1/merchants/{merchant_id}/verification', () => {
  it('200: any part, merged with what is there', async () => {
    const { send, path } = await aLiveServer()
    await send('POST', `${path}/verification`, { business: { legal_name: 'Lamps LLC' } })
    const data = await send('POST', `${path}/verification`, { business: { description: 'Lamps' } })
    assert.deepEqual([data.business.legal_name, data.business.description], ['Lamps LLC', 'Lamps'])
    assert.deepEqual([data.status, data.version], ['collecting', 2])
  })

  it('200: once all is there, the account is looked at, and live mode opens at once', async () => {
    const { giveAll, axes, kept, state } = await aLiveServer()
    assert.equal((await giveAll()).status, 'approved')
    assert.equal(await axes(), 'ready, ready')
    assert.equal(await kept(), 'ready, ready')
    assert.equal((await state()).status, 'complete')
  })

  it('200: changes people by id, and lets them go', async () => {
    const { send, path } = await aLiveServer()
    const first = await send('POST', `${path}/verification`, { people: detailsBody.people })
    const { person_id } = first.people[0]
    const second = await send('POST', `${path}/verification`, {
      people: [
        { person_id, first_name: 'Augusta' },
        { first_name: 'Grace', last_name: 'Hopper', roles: ['representative', 'owner'] },
      ],
    })
    assert.deepEqual(
      second.people.map((each: any) => [each.first_name, each.roles]),
      [
        ['Augusta', []],
        ['Grace', ['representative', 'owner']],
      ],
    )
    const third = await send('POST', `${path}/verification`, { removed_person_ids: [person_id] })
    assert.deepEqual(
      third.people.map((each: any) => each.first_name),
      ['Grace'],
    )
  })

  it('200: the stored answer for the same idempotency key', async () => {
    const server = await aLiveServer()
    const options = { key: server.liveKey, idempotencyKey: 'details', body: detailsBody }
    const first = await server.call('POST', `${server.path}/verification`, options)
    const again = await server.call('POST', `${server.path}/verification`, options)
    assert.equal(again.headers.get('idempotency-replayed'), 'true')
    assert.deepEqual(again.data, first.data)
    assert.equal(first.data.people.length, 1)
  })

  it('400 INVALID_REQUEST for what cannot be', async () => {
    const server = await aLiveServer()
    const { refused } = anAnswerOf(server)
    const path = `${server.path}/verification`
    const [person] = detailsBody.people
    for (const [body, param] of [
      [
        { bank_account: { ...detailsBody.bank_account, routing_number: '110000001' } },
        'bank_account.routing_number',
      ],
      [{ people: [{ ...person, birth_date: '1999-02-30' }] }, 'people[0].birth_date'],
      [{ people: [{ ...person, birth_date: '2025-01-01' }] }, 'people[0].birth_date'],
      [{ people: [{ ...person, ssn_last_4: '12' }] }, 'people[0].ssn_last_4'],
      [{ business: { tax_id: '12' } }, 'business.tax_id'],
      [{ business: { phone: '415 555' } }, 'business.phone'],
    ] as const)
      await refused('POST', path, body, [400, 'INVALID_REQUEST', param])
    await refused('POST', path, { business: { website: 'javascript:alert(1)' } }, [
      400,
      'INVALID_WEBSITE_URL',
      'business.website',
    ])
    await refused('POST', path, {}, [400, 'NO_FIELDS_TO_UPDATE'])
    await refused('POST', path, { people: [{ person_id: 'mper_none' }] }, [
      404,
      'RESOURCE_NOT_FOUND',
      'people[0].person_id',
    ])
  })

  it('409 VERSION_CONFLICT', async () => {
    const server = await aLiveServer()
    const { refused } = anAnswerOf(server)
    await server.send('POST', `${server.path}/verification`, { business: { industry: 'Lamps' } })
    const body = { business: { industry: 'Chairs' }, expected_version: 9 }
    const error = await refused('POST', `${server.path}/verification`, body, [
      409,
      'VERSION_CONFLICT',
      'expected_version',
    ])
    assert.equal(error.current_version, 1)
  })

  it('409 RESOURCE_LIMIT_EXCEEDED for more than 20 people', async () => {
    const server = await aLiveServer()
    const { refused } = anAnswerOf(server)
    const people = Array.from({ length: 20 }, () => ({ first_name: 'A' }))
    await server.send('POST', `${server.path}/verification`, { people })
    await refused('POST', `${server.path}/verification`, { people: [{ first_name: 'B' }] }, [
      409,
      'RESOURCE_LIMIT_EXCEEDED',
      'people',
    ])
  })
})

describe('POST /v1/merchants/{merchant_id}/verification/documents', () => {
  it('429 RATE_LIMIT_EXCEEDED: a third at the same time; one that ends makes room', async () => {
    const { url, path, liveKey, call } = await aLiveServer()
    const place = `${path}/verification/documents`
    /** Says that a large body comes, and sends the beginning of it. */
    const begin = () => {
      const headers = {
        Authorization: `Bearer ${liveKey}`,
        'Content-Type': 'application/json',
        'Content-Length': '1000000',
      }
      const sent = request(`${url}${place}`, { method: 'POST', headers, agent: false })
      sent.on('error', () => {}).write('{')
      return sent
    }
    const statusOf = async () => (await call('POST', place, { key: liveKey, body: {} })).status
    const open = [begin(), begin()]
    await waitFor('both are counted', async () => (await statusOf()) === 429)
    open.pop()!.destroy()
    await waitFor('there is room', async () => (await statusOf()) === 400)
    open.pop()!.destroy()
  })

  const body = { kind: 'identity_document', file_name: 'passport.png', content: aPng }

  it('201: keeps the file sealed', async () => {
    const { send, path, services, merchantId } = await aLiveServer()
    const data = await send('POST', `${path}/verification/documents`, body)
    const { document_id, uploaded_at, ...rest } = data.documents[0]
    assert.ok(document_id && uploaded_at)
    const size_bytes = Buffer.from(aPng, 'base64').length
    assert.deepEqual(rest, {
      kind: 'identity_document',
      file_name: 'passport.png',
      content_type: 'image/png',
      size_bytes,
    })
    const { rows } = await services.db.query('SELECT sealed FROM merchant_documents WHERE merchant_id = $1', [
      merchantId,
    ])
    assert.equal(services.secrets.unseal(rows[0].sealed), aPng)
  })

  it('201: JPEG, PDF, and nearly 5 MiB', async () => {
    const { send, path } = await aLiveServer()
    const contents = [
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]),
      Buffer.from('%PDF-1.7 …'),
      Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(5 * 1024 * 1024 - 5)]),
    ]
    for (const content of contents)
      await send('POST', `${path}/verification/documents`, { ...body, content: content.toString('base64') })
    const { documents } = await send('GET', `${path}/verification`)
    assert.deepEqual(
      documents.map((each: any) => each.content_type),
      ['image/jpeg', 'application/pdf', 'application/pdf'],
    )
  })

  it('400 INVALID_REQUEST for anything else, and 413 for much more', async () => {
    const server = await aLiveServer()
    const { refused } = anAnswerOf(server)
    const path = `${server.path}/verification/documents`
    for (const content of [
      Buffer.from('<svg onload="alert(1)">').toString('base64'),
      'not base64!',
      Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(5 * 1024 * 1024)]).toString('base64'),
    ])
      await refused('POST', path, { ...body, content }, [400, 'INVALID_REQUEST', 'content'])
    await refused('POST', path, { ...body, content: 'A'.repeat(8 * 1024 * 1024) }, [
      413,
      'REQUEST_BODY_TOO_LARGE',
    ])
  })
})

describe('the automatic reviewer, from outside', () => {
  it('waits as long as it was asked to', async () => {
    const { giveAll, axes, state, passes, told } = await aLiveServer()
    assert.equal((await giveAll('https://pending-2h.flint.test')).status, 'in_review')
    assert.equal(await axes(), 'pending pending_verification, pending pending_verification')
    assert.equal((await state()).status, 'waiting_for_review')
    await passes(2 * 3_600_000)
    assert.equal(await axes(), 'ready, ready')
    const last = (await told()).findLast(({ type }) => type === 'merchant.readiness.updated')
    assert.equal(last?.data.payments.status, 'ready')
  })

  it('asks for a document, which a call takes', async () => {
    const { giveAll, axes, state, send } = await aLiveServer()
    await giveAll('https://needs-document.flint.test')
    const { status, next_step: step } = await state()
    assert.deepEqual(
      [status, step.code, step.required_fields],
      ['needs_input', 'resolve_requirements', ['identity_document']],
    )
    assert.equal(await axes(), 'blocked requirements_due, blocked requirements_due')
    await send('POST', step.submit_endpoint, { kind: 'identity_document', file_name: 'a.png', content: aPng })
    assert.equal(await axes(), 'ready, ready')
  })

  it('turns down', async () => {
    const { giveAll, axes, state, send, path } = await aLiveServer()
    await giveAll('https://rejected.flint.test')
    assert.equal(await axes(), 'blocked disabled_by_platform_policy, blocked disabled_by_platform_policy')
    const { status, next_step, requirements } = await state()
    assert.deepEqual(
      [status, next_step, requirements.disabled_reason],
      ['needs_external_action', null, 'account_rejected'],
    )
    assert.equal((await send('GET', path)).status, 'restricted')
  })

  it('wants more later: due, then past due, until it is given', async () => {
    const { giveAll, axes, kept, state, passes, send, path, told } = await aLiveServer()
    await giveAll('https://due-in-10d.flint.test')
    assert.equal(await axes(), 'ready, ready')
    assert.deepEqual((await state()).requirements.eventually_due, ['identity_document'])

    await passes(10 * dayMs)
    assert.equal(await axes(), 'ready, ready')
    const due = await state()
    assert.deepEqual([due.status, due.requirements.currently_due], ['needs_input', ['identity_document']])
    assert.ok(due.requirements.current_deadline_at)

    await passes(10 * dayMs)
    assert.equal(await axes(), 'blocked requirements_past_due, blocked requirements_past_due')
    assert.equal(await kept(), 'blocked, blocked')
    assert.deepEqual((await state()).requirements.past_due, ['identity_document'])
    const blocked = (await told()).filter(
      ({ type, data }) => type === 'capability.updated' && data.status === 'blocked',
    )
    assert.ok(blocked.some(({ about }) => about === 'accept_card_payments'))

    await send('POST', `${path}/verification/documents`, {
      kind: 'identity_document',
      file_name: 'a.png',
      content: aPng,
    })
    assert.equal(await axes(), 'ready, ready')
    assert.equal(await kept(), 'ready, ready')
  })

  it('opens what was blocked to charges within the same call', async () => {
    const server = await aLiveServer()
    const { call } = anAnswerOf(server)
    const resolve = async () =>
      (await call('POST', '/v1/payment-options/resolve', { payment_options: ['card'] })).data[0].reason_code
    assert.equal(await resolve(), 'requirements_due')
    await server.send('POST', '/v1/onboarding/advance', advanceBody('https://pending-1h.flint.test'))
    await server.send('POST', `${server.path}/verification`, detailsBody)
    assert.equal(await resolve(), 'capability_pending')
    await server.passes(3_600_000)
    assert.equal(await resolve(), null)
  })
})
