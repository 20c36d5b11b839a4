import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { environments } from '../../platform/auth/environments.ts'
import { systemContext } from '../../platform/context.ts'
import { insertEmail, newEmail } from '../queries.ts'
import { sendDueEmails } from '../send-due-emails.ts'

const server = await startTestServer()
const { services } = server
const { rows } = await services.db.query(
  `SELECT environment_id FROM environments WHERE mode = 'test' LIMIT 1`,
)
const known = environments(services)

const queued = async (recipient: string, orderId: string) => {
  const ctx = systemContext(services, (await known.find(rows[0].environment_id))!)
  const email = newEmail(ctx, { kind: 'order_receipt', cause: 'event', recipient, orderId, customerId: null })
  await services.db.run(insertEmail(email))
  return email.emailId
}
const content = { subject: 'Thanks', html: '<p>Thanks</p>', text: 'Thanks' }
const send = () => sendDueEmails(services, known, { order_receipt: async () => content }, null)

const first = await queued('ada@example.com', 'ord_1')
const second = await queued('bob@example.com', 'ord_2')
await send()
const third = await queued('bob@example.com', 'ord_1')

const list = async (query = '') => {
  const answer = await server.call('GET', `/v1/developer/emails${query}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.json))
  return answer
}
const idsOf = async (query: string) => (await list(query)).data.map((email: any) => email.email_id)

describe('GET /v1/developer/emails', () => {
  it('newest first, without the texts', async () => {
    const { data } = await list()
    assert.deepEqual(
      data.map((email: any) => [email.email_id, email.status, email.subject]),
      [
        [third, 'queued', null],
        [second, 'sent', 'Thanks'],
        [first, 'sent', 'Thanks'],
      ],
    )
    assert.ok(!('html' in data[0]))
  })

  it('by recipient in any letter case, order, kind, status and time', async () => {
    assert.deepEqual(await idsOf('?to=BOB@example.com'), [third, second])
    assert.deepEqual(await idsOf('?order_id=ord_1'), [third, first])
    assert.deepEqual(await idsOf('?status=queued'), [third])
    assert.deepEqual(await idsOf('?kind=order_receipt&to=ada@example.com'), [first])
    assert.deepEqual(await idsOf('?created_after=2099-01-01T00:00:00Z'), [])
  })

  it('page by page', async () => {
    const page = await list('?page_size=2')
    assert.equal(page.data.length, 2)
    assert.deepEqual(await idsOf(`?page_size=2&page_token=${page.json.next_page_token}`), [first])
  })

  it('nothing of another sandbox', async () => {
    const other = await server.anotherSandbox()
    assert.deepEqual((await server.call('GET', '/v1/developer/emails', { key: other.key })).data, [])
    assert.equal((await server.call('GET', `/v1/developer/emails/${first}`, { key: other.key })).status, 404)
  })
})

describe('GET /v1/developer/emails/{email_id}', () => {
  it('with both texts', async () => {
    const { status, data } = await server.call('GET', `/v1/developer/emails/${first}`)
    assert.equal(status, 200)
    assert.deepEqual(
      [data.subject, data.html, data.text, data.to, data.order_id, data.sent_by],
      ['Thanks', '<p>Thanks</p>', 'Thanks', 'ada@example.com', 'ord_1', 'catcher'],
    )
  })

  it('404 RESOURCE_NOT_FOUND', async () => {
    const { status, error } = await server.call('GET', '/v1/developer/emails/eml_00000000000000000000000000')
    assert.deepEqual([status, error.code, error.param], [404, 'RESOURCE_NOT_FOUND', 'email_id'])
  })
})
