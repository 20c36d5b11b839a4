import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { smtpTransport } from './smtp-transport.ts'
import { MailRefused } from './transport.ts'

type Sent = Record<string, any>

/** The library, as far as it is used: what it was opened with, what it was given, and what it answers. */
const aLibrary = (answer?: Sent) => {
  const opened: Sent[] = []
  const sent: Sent[] = []
  const library = {
    createTransport: (options: object) => {
      opened.push(options)
      return {
        sendMail: async (message: object) => {
          sent.push(message)
          if (answer) throw Object.assign(new Error('no'), answer)
        },
        close: () => {},
      }
    },
  }
  return { opened, sent, load: async () => library }
}

const mail = {
  messageId: '<eml_1@flint>',
  fromName: 'Shop "One" <x@y>',
  to: 'buyer@example.com',
  subject: 'Your receipt',
  html: '<p>Hi</p>',
  text: 'Hi',
}
const transportOf = ({ load }: ReturnType<typeof aLibrary>) =>
  smtpTransport('smtp://mail.example:25', 'receipts@shop.example', load)

describe('smtpTransport', () => {
  it('opens one connection pool for all messages, and takes no files or addresses as a body', async () => {
    const library = aLibrary()
    const transport = transportOf(library)
    await transport.sendMail(mail)
    await transport.sendMail(mail)
    assert.equal(library.opened.length, 1)
    const { url, pool, disableFileAccess, disableUrlAccess } = library.opened[0]!
    assert.deepEqual(
      [url, pool, disableFileAccess, disableUrlAccess],
      ['smtp://mail.example:25', true, true, true],
    )
  })

  it("names and addresses stay apart, so that a merchant's name cannot become an address", async () => {
    const library = aLibrary()
    await transportOf(library).sendMail(mail)
    const { from, to, messageId } = library.sent[0]!
    assert.deepEqual(from, { name: mail.fromName, address: 'receipts@shop.example' })
    assert.deepEqual(to, { name: '', address: mail.to })
    assert.equal(messageId, mail.messageId)
  })

  const sending = (answer: Sent) => transportOf(aLibrary(answer)).sendMail(mail)

  it('a recipient that does not exist is refused for good', async () => {
    for (const command of ['RCPT TO', 'DATA'])
      await assert.rejects(sending({ responseCode: 550, command }), MailRefused)
  })

  it('anything else may be tried again', async () => {
    for (const answer of [
      { responseCode: 451, command: 'RCPT TO' },
      { responseCode: 535, command: 'AUTH PLAIN' },
      { code: 'ECONNREFUSED', command: 'CONN' },
    ])
      await assert.rejects(sending(answer), (error) => !(error instanceof MailRefused))
  })
})
