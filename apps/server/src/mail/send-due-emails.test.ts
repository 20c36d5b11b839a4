import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { waitFor } from '../../../../test/support/wait-for.ts'
import { environments } from '../platform/auth/environments.ts'
import { type Context, platformEnvironment, systemContext } from '../platform/context.ts'
import type { EmailContent, NewEmail } from './email.ts'
import { deleteEmailsOfCustomer, deleteOldEmails, findEmail, insertEmail, newEmail } from './queries.ts'
import { sendDueEmails } from './send-due-emails.ts'
import { MailRefused, type MailTransport, type OutgoingMail } from './transport.ts'

const server = await startTestServer()
const { services } = server
const { db } = services
const known = environments(services)
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

const contextOf = async (mode: 'test' | 'live'): Promise<Context> => {
  const { rows } = await db.query(`SELECT environment_id FROM environments WHERE mode = $1 LIMIT 1`, [mode])
  return systemContext(services, (await known.find(rows[0].environment_id))!)
}

const content: EmailContent = { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' }
const writing = (written: EmailContent | null = content) => ({ order_receipt: async () => written })

/** A mail server that answers as told, and keeps what it took. */
const aMailServer = (...answers: (Error | null)[]) => {
  const taken: OutgoingMail[] = []
  const asked: string[] = []
  const transport: MailTransport = {
    sendMail: async (mail) => {
      asked.push(mail.messageId)
      const error = answers.shift()
      if (error) throw error
      taken.push(mail)
    },
    close: () => {},
  }
  return { transport, taken, asked }
}

const queued = async (ctx: Context, special: Partial<NewEmail> = {}) => {
  const email = newEmail(ctx, {
    kind: 'order_receipt',
    cause: 'event',
    recipient: 'buyer@example.com',
    orderId: null,
    customerId: null,
    ...special,
  })
  await db.run(insertEmail(email))
  return async () => (await db.run(findEmail(email.environmentId, email.emailId)))!
}

const send = (smtp: MailTransport | null, writers = writing()) =>
  sendDueEmails(services, known, writers, smtp)

describe('a message of a sandbox', () => {
  it('stays in the catcher, mail server or not', async () => {
    const mails = aMailServer()
    const read = await queued(await contextOf('test'))
    assert.equal((await read()).status, 'queued')
    assert.equal(await send(mails.transport), 1)
    const email = await read()
    assert.deepEqual([email.status, email.sentBy, email.content], ['sent', 'catcher', content])
    assert.deepEqual(mails.asked, [])
    assert.equal(await send(mails.transport), 0)
  })

  it('about which there is nothing to tell any more fails at once', async () => {
    const read = await queued(await contextOf('test'))
    await send(null, writing(null))
    assert.deepEqual([(await read()).status, (await read()).content], ['failed', null])
  })
})

describe('a message of live mode', () => {
  it('goes to the mail server, in the name of the merchant', async () => {
    const ctx = await contextOf('live')
    const mails = aMailServer()
    const read = await queued(ctx)
    await send(mails.transport)
    const email = await read()
    assert.deepEqual([email.status, email.sentBy], ['sent', 'smtp'])
    assert.deepEqual(mails.taken, [
      {
        messageId: `<${email.emailId}@flint>`,
        fromName: ctx.merchantName,
        to: 'buyer@example.com',
        ...content,
      },
    ])
  })

  it('stays in the catcher while no mail server is set', async () => {
    const read = await queued(await contextOf('live'))
    await send(null)
    assert.deepEqual([(await read()).status, (await read()).sentBy], ['sent', 'catcher'])
  })

  it('is tried again later with the same words and name, and sent once', async () => {
    const mails = aMailServer(new Error('down'), new Error('still down'))
    const read = await queued(await contextOf('live'))
    await send(mails.transport)
    assert.deepEqual([(await read()).status, (await read()).lastError], ['queued', 'down'])
    assert.equal(await send(mails.transport), 0)
    server.clock.advance(minuteMs + 1000)
    await send(mails.transport, writing({ ...content, subject: 'Other words' }))
    server.clock.advance(5 * minuteMs + 1000)
    await send(mails.transport)
    const email = await read()
    assert.deepEqual([email.status, email.attempts, email.lastError], ['sent', 3, null])
    assert.equal(new Set(mails.asked).size, 1)
    assert.deepEqual(
      mails.taken.map(({ subject }) => subject),
      ['Hello'],
    )
  })

  it('fails after the eighth try', async () => {
    const mails = aMailServer(...Array.from({ length: 8 }, () => new Error('down')))
    const read = await queued(await contextOf('live'))
    for (let tries = 0; tries < 9; tries++) {
      await send(mails.transport)
      server.clock.advance(dayMs + 1000)
    }
    assert.deepEqual([(await read()).status, (await read()).attempts], ['failed', 8])
    assert.deepEqual(mails.taken, [])
  })

  it('fails at once when it is refused for good', async () => {
    const mails = aMailServer(new MailRefused('550 no such mailbox'))
    const read = await queued(await contextOf('live'))
    await send(mails.transport)
    assert.deepEqual([(await read()).status, (await read()).lastError], ['failed', '550 no such mailbox'])
  })
})

describe('workers', () => {
  it('two at once send every message once', async () => {
    const ctx = await contextOf('live')
    const mails = aMailServer()
    const reads = await Promise.all(Array.from({ length: 12 }, () => queued(ctx)))
    const counts = await Promise.all([send(mails.transport), send(mails.transport), send(mails.transport)])
    assert.equal(
      counts.reduce((a, b) => a + b),
      12,
    )
    assert.equal(new Set(mails.asked).size, 12)
    assert.equal(mails.asked.length, 12)
    for (const read of reads) assert.equal((await read()).status, 'sent')
  })

  it('one that dies leaves its message to the next, when its lease is over', async () => {
    const read = await queued(await contextOf('live'))
    const dying: MailTransport = { sendMail: () => new Promise(() => {}), close: () => {} }
    void send(dying)
    await waitFor('the message is taken', async () => (await read()).attempts > 0)
    const mails = aMailServer()
    assert.equal(await send(mails.transport), 0)
    server.clock.advance(5 * minuteMs + 1000)
    assert.equal(await send(mails.transport), 1)
    assert.deepEqual([(await read()).status, (await read()).attempts], ['sent', 2])
  })

  it('what came from one that had lost its lease changes nothing', async () => {
    const read = await queued(await contextOf('live'))
    let fail: (error: Error) => void = () => {}
    const slow: MailTransport = {
      sendMail: () => new Promise((_, reject) => (fail = reject)),
      close: () => {},
    }
    const first = send(slow)
    await waitFor('the message is taken', async () => (await read()).attempts > 0)
    server.clock.advance(5 * minuteMs + 1000)
    await send(aMailServer().transport)
    fail(new MailRefused('too late'))
    await first
    assert.equal((await read()).status, 'sent')
  })
})

describe('what is kept', () => {
  it('goes with its customer', async () => {
    const ctx = await contextOf('test')
    const theirs = await queued(ctx, { customerId: 'cus_1' })
    const others = await queued(ctx, { customerId: 'cus_2' })
    await db.run(deleteEmailsOfCustomer(ctx, 'cus_1'))
    assert.equal(await theirs(), null)
    assert.ok(await others())
  })

  it('goes after thirty days, unless it is still to be sent', async () => {
    const ctx = await contextOf('test')
    const old = await queued(ctx)
    await send(null)
    const waiting = await queued(ctx)
    server.clock.advance(31 * dayMs)
    assert.ok((await db.run(deleteOldEmails(services.clock.now(), 1000))) > 0)
    assert.equal(await old(), null)
    assert.ok(await waiting())
  })
})

describe("a message of Flint's own", () => {
  it('that nobody got keeps none of its words: they open accounts', async () => {
    const platform = systemContext(services, platformEnvironment)
    const about = { cause: 'request', recipient: 'a@b.example', orderId: null, customerId: null } as const
    const email = newEmail(platform, { ...about, kind: 'invitation' })
    await db.run(insertEmail(email))
    const { transport } = aMailServer(new MailRefused('no such mailbox'))
    await sendDueEmails(services, known, { invitation: async () => content }, transport)
    const { status, content: kept } = (await db.run(findEmail('platform', email.emailId)))!
    assert.deepEqual([status, kept], ['failed', { ...content, html: '', text: '' }])
  })
})
